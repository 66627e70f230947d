/**
 * Every API answer belongs to its asker alone. `no-transform` also keeps Next from compressing bodies
 * of a kilobyte, which cost it a fifth of its requests per second.
 */
export const API_CACHE_CONTROL = "private, no-store, no-transform";
