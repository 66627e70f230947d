/** The browser's storage key of the chosen theme: `light` or `dark`. Absent: the system's theme. */
export const THEME_STORAGE_KEY = "gammagate.theme";
