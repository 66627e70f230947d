/** Most symbols of one scan: a trader's universe, within an account's quota. */
export const SCAN_SYMBOLS_MAX = 200;
