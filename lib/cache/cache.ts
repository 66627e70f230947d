import type { ProblemSlug } from "@/lib/contract/problem";
import type { Job } from "@/lib/contract/queue/job";
import type { Figures, StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import type { CopyDates } from "./copy-cadence";

/** A failed call, stored for a while for requests that wait in other processes. */
export type StoredFailure = { failedAt: number; problem: ProblemSlug; detail: string };

/** What the cache has for one job. `now`: the store's time of the reading, ms. */
export type CacheReading = {
  now: number;
  snapshot: StoredSnapshot | null;
  failure: StoredFailure | null;
};

/**
 * The result of a call. `asOf`: the upstream's time, ISO 8601. `dates`: as the primary dated it, for
 * a secondary's copy.
 */
export type CachedAnswer = { figures: Figures; asOf: string; dates?: CopyDates };

/** Net GEX by New York trading day, $ per 1% move. */
export type TrendFigures = ReadonlyMap<string, number>;

/** The shared cache. All times are the store's. */
export type Cache = {
  read(jobKey: string): Promise<CacheReading>;
  /** Reads many keys in one round trip, in the order of the keys. */
  readMany(jobKeys: readonly string[]): Promise<CacheReading[]>;
  /** Dates an answer as `write` does, for when the store cannot be written. */
  date(job: Job, answer: CachedAnswer, fetchedAt: number): StoredSnapshot;
  /**
   * Stores an answer unless a newer one exists (late results are fenced). For a summary, also
   * stores the day's net GEX. `fetchedAt`: store ms. Expiry is fixed on write.
   */
  write(job: Job, answer: CachedAnswer, fetchedAt: number): Promise<StoredSnapshot>;
  /** Reads net GEX by day from the summaries fetched here. One round trip for many keys. */
  readTrends(jobKeys: readonly string[]): Promise<TrendFigures[]>;
  writeFailure(jobKey: string, failure: StoredFailure): Promise<void>;
  /** Deletes the copy and the failure noted for it. The trend stays. */
  forget(jobKey: string): Promise<void>;
};
