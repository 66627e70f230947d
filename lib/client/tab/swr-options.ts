import type { SWRConfiguration } from "swr";

/**
 * The only SWR options. SWR stores and distributes what the server sent; it never fetches. Its
 * defaults fetch on focus, reconnect, mount and error, and each would use quota without a person's
 * act. So all are off, and there is no fetcher.
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
