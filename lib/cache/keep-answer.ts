import { z } from "zod";
import type { Job } from "@/lib/contract/queue/job";
import type { StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import { cachePolicy, cadencePolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import type { CachedAnswer } from "./cache";
import type { CopyDates, EarlierCopy } from "./copy-cadence";
import type { CopyDater, DatedCopy } from "./date-copy";
import { dropCopies } from "./drop-copies";
import { type CacheEntry, decodeEntry, encodeEntry } from "./entry";
import { decodeLearned } from "./learned-cadence";
import type { MarketCalendar } from "./market-calendar";
import { trendFigure } from "./trend";
import { writeSnapshotScript } from "./write-snapshot.lua";

type Parts = { store: Store; keys: Keys; calendar: MarketCalendar; dater: CopyDater };

/** The stored copy that a date is based on. */
type Basis = EarlierCopy & { fetchedAtMs: number };

/** Stores answers. An answer is dated by the copy before it, and by what was learned. */
export type AnswerKeeper = {
  /** Remembers an entry as read, so that most answers are stored in one round trip. */
  remember(jobKey: string, entry: CacheEntry): void;
  keep(job: Job, answer: CachedAnswer, fetchedAt: number): Promise<StoredSnapshot>;
};

export function createAnswerKeeper(parts: Parts): AnswerKeeper {
  const bases = new Map<string, Basis>();
  /** By endpoint, as stored. */
  const learned = new Map<string, string>();

  function remember(jobKey: string, entry: CacheEntry): void {
    bases.delete(jobKey);
    bases.set(jobKey, basisOf(entry));
    const [eldest] = bases.keys();
    if (bases.size > cachePolicy.basesRemembered && eldest) bases.delete(eldest);
  }

  /** The script refuses a date that is based on anything but what the store has. */
  async function keep(job: Job, answer: CachedAnswer, fetchedAt: number): Promise<StoredSnapshot> {
    let basis = bases.get(job.key) ?? null;
    for (let tries = 1; ; tries += 1) {
      const assumed = learned.get(job.kind) ?? "";
      const reply = { asOf: Date.parse(answer.asOf), fetchedAt, earlier: basis };
      const copy = answer.dates
        ? { dates: answer.dates, sign: null, probed: null }
        : parts.dater.date(job, reply, decodeLearned(assumed));
      const snapshot = datedSnapshot(job, answer, fetchedAt, copy.dates);
      const isLast = tries === cadencePolicy.datedTriesMost;
      const written = await write(parts, { job, answer, snapshot, copy, basis, assumed, isLast });
      learned.set(job.kind, written.learned);
      const entry = decodeEntry(written.entry, Number.POSITIVE_INFINITY);
      if (entry) remember(job.key, entry);
      // The script has compared the times. An entry of another version's shape does not count here.
      if (written.status !== "moved") return entry?.snapshot ?? snapshot;
      // This very answer, stored by a try whose reply was lost.
      if (entry && isSame(entry, answer, fetchedAt)) return entry.snapshot;
      basis = entry === null ? null : basisOf(entry);
    }
  }

  return { remember, keep };
}

function isSame({ fetchedAtMs, snapshot }: CacheEntry, answer: CachedAnswer, fetchedAt: number) {
  return fetchedAtMs === fetchedAt && Date.parse(snapshot.asOf) === Date.parse(answer.asOf);
}

function basisOf({ fetchedAtMs, snapshot, cadence }: CacheEntry): Basis {
  return { fetchedAtMs, asOf: Date.parse(snapshot.asOf), cadence };
}

/** An answer with its times, ISO 8601. */
export function datedSnapshot(
  job: Job,
  answer: CachedAnswer,
  fetchedAt: number,
  dates: CopyDates,
): StoredSnapshot {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    ...answer.figures,
    symbol: job.symbol,
    asOf: answer.asOf,
    fetchedAt: iso(fetchedAt),
    freshUntil: iso(dates.freshUntil),
    nextExpectedAt: dates.nextExpectedAt === null ? null : iso(dates.nextExpectedAt),
    missedUpdates: dates.missed.map(({ expectedAt, missedAt }) => ({
      expectedAt: iso(expectedAt),
      missedAt: iso(missedAt),
    })),
    ...(dates.heldUntil > 0 ? { heldUntil: iso(dates.heldUntil) } : {}),
  };
}

type Writing = {
  job: Job;
  answer: CachedAnswer;
  snapshot: StoredSnapshot;
  copy: DatedCopy;
  basis: Basis | null;
  assumed: string;
  isLast: boolean;
};

async function write(parts: Parts, writing: Writing): Promise<Written> {
  const { store, keys, calendar } = parts;
  const { job, answer, snapshot, copy, basis, assumed, isLast } = writing;
  const trend = trendFigure(answer, calendar);
  const learns = parts.dater.learnsFrom(job);
  const reply = await store.run(
    writeSnapshotScript,
    [
      keys.snapshot(job.key),
      keys.failure(job.key),
      keys.copies,
      keys.copySizes,
      keys.cadence,
      ...(trend ? [keys.trend(job.key)] : []),
    ],
    [
      encodeEntry(snapshot, copy.dates.cadence),
      String(Date.parse(snapshot.fetchedAt)),
      String(cachePolicy.keptMs),
      job.key,
      isLast ? "any" : String(basis?.fetchedAtMs ?? ""),
      learns ? job.kind : "",
      assumed,
      copy.sign?.kind ?? "",
      copy.sign?.day ?? "",
      copy.probed ?? "",
      ...(trend ? [trend.day, String(trend.netGex), String(cachePolicy.trendKeptMs)] : []),
    ],
    storePolicy.requestBudgetMs,
  );
  const known = writtenSchema.safeParse(reply);
  if (!known.success) throw new StoreFault("refused");
  const [entry, now, status, learned, ...tooMany] = known.data;
  // Best effort: the next write names them again.
  await dropCopies(parts, tooMany, now).catch(() => undefined);
  return { entry, status, learned };
}

type Written = { entry: string; status: "written" | "kept" | "moved"; learned: string };

/** The entry, store ms, what happened, what is learned of the endpoint, and job keys. */
export const writtenSchema = z.tuple(
  [z.string(), z.coerce.number(), z.enum(["written", "kept", "moved"]), z.string()],
  z.string(),
);
