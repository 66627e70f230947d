import type { SWRConfiguration } from "swr";

/**
 * The one set of SWR options. SWR holds what the server said and hands it round; it never asks.
 * Its defaults ask again on focus, on reconnect, on mount and after an error: each of these would
 * spend quota without a person's act, so each is off, and no fetcher is given at all.
 */
export const swrOptions = {
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  revalidateOnMount: false,
  revalidateIfStale: false,
  refreshInterval: 0,
  refreshWhenHidden: false,
  refreshWhenOffline: false,
  shouldRetryOnError: false,
  dedupingInterval: 2_000,
} as const satisfies SWRConfiguration;
