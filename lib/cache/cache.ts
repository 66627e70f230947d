import type { Job } from "@/lib/contract/job";
import type { ProblemSlug } from "@/lib/contract/problem";
import type { Figures, StoredSnapshot } from "@/lib/contract/snapshot";

/** A call that failed, kept a while for those who wait for it on other instances. */
export type StoredFailure = { failedAt: number; problem: ProblemSlug; detail: string };

/** What the cache knows of one job, with the store's own time of the reading (ms). */
export type CacheReading = {
  now: number;
  snapshot: StoredSnapshot | null;
  failure: StoredFailure | null;
};

/** What landed of a call. `asOf`: the upstream's own time, ISO 8601. */
type Answer = { figures: Figures; asOf: string };

/** Net GEX by New York trading day, $ per 1 % move. */
export type TrendFigures = ReadonlyMap<string, number>;

/** What we know, how old it is, when it may change. All times are the store's. */
export type Cache = {
  read(jobKey: string): Promise<CacheReading>;
  /** One round trip for many keys; readings come in the order of the keys. */
  readMany(jobKeys: readonly string[]): Promise<CacheReading[]>;
  /** An answer with its times, as `write` keeps it: for when the store cannot. */
  date(job: Job, answer: Answer, fetchedAt: number): StoredSnapshot;
  /**
   * Keeps an answer unless a newer one is there already (a late result is fenced); of a headline
   * the day's net GEX, too.
   * `fetchedAt`: store time in ms. Expiry is fixed here, when written.
   */
  write(job: Job, answer: Answer, fetchedAt: number): Promise<StoredSnapshot>;
  /** Net GEX by day of the headlines that landed here, one round trip for many keys. */
  readTrends(jobKeys: readonly string[]): Promise<TrendFigures[]>;
  writeFailure(jobKey: string, failure: StoredFailure): Promise<void>;
  /** Throws the copy away, and the failure noted beside it; the trend stays. */
  forget(jobKey: string): Promise<void>;
};
