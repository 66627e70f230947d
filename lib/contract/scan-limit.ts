/** Symbols of one scan: what a trader's universe has, and an account's quota bears. */
export const SCAN_SYMBOLS_MAX = 200;
