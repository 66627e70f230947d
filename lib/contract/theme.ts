/** Where the browser keeps the chosen theme: `light` or `dark`; absent: the system's. */
export const THEME_STORAGE_KEY = "gammagate.theme";
