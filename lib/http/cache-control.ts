/**
 * Every API answer belongs to its asker alone. `no-transform` also keeps Next from compressing bodies
 * of a kilobyte, which costs processor time and saves next to nothing.
 */
export const API_CACHE_CONTROL = "private, no-store, no-transform";
