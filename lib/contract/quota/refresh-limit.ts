/** Most symbols of one `POST /api/refresh`: what a person can intend with one click. */
export const REFRESH_SYMBOLS_MAX = 10;
