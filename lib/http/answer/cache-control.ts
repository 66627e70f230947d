/**
 * Every API response is private to its caller. `no-transform` also keeps Next from compressing
 * bodies of a kilobyte, which costs CPU time and saves almost nothing.
 */
export const API_CACHE_CONTROL = "private, no-store, no-transform";
