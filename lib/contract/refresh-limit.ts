/** Symbols of one `POST /api/refresh`: what a person can mean by one press. */
export const REFRESH_SYMBOLS_MAX = 10;
