import { z } from "zod";
import type { StoredFailure } from "@/lib/cache/cache";
import { createCopyDater } from "@/lib/cache/date-copy";
import { dropCopies } from "@/lib/cache/drop-copies";
import { decodeFailure } from "@/lib/cache/entry";
import { writtenSchema } from "@/lib/cache/keep-answer";
import { decodeLearned, NOTHING_LEARNED } from "@/lib/cache/learned-cadence";
import { createLookNotes } from "@/lib/cache/look-notes";
import type { MarketCalendar } from "@/lib/cache/market-calendar";
import { writeSnapshotScript } from "@/lib/cache/write-snapshot.lua";
import type { ProxyJob, Reply } from "@/lib/contract/queue/job";
import { replyKeyOf } from "@/lib/contract/queue/reply-key";
import type { UpstreamLooks } from "@/lib/environment/look-times";
import { cachePolicy, storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { storeMsSchema } from "@/lib/redis/read-stored";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { decodeReply, encodeReply, type KeptReply } from "./reply-entry";

/** What is kept of one job's replies. `now`: store ms of the reading. */
export type ReplyReading = { now: number; reply: KeptReply | null; failure: StoredFailure | null };

/**
 * Replies as the upstream sent them. They share the room of all copies, and the longest unread of
 * either go first. All rejections are StoreFault.
 */
export type KeptReplies = {
  read(jobKey: string): Promise<ReplyReading>;
  /** Keeps a reply unless a newer one is kept, and ends the failure noted for its job. */
  keep(jobKey: string, reply: KeptReply): Promise<void>;
  /** Dates a reply that no page uses, and keeps it. `asOf`: ms, null: unknown. */
  keepDated(job: ProxyJob, reply: Reply, times: ReplyTimes): Promise<void>;
};

type ReplyTimes = Pick<KeptReply, "asOf" | "fetchedAt">;

type Parts = {
  store: Store;
  keys: Keys;
  calendar: MarketCalendar;
  upstreamLooks?: UpstreamLooks;
  /** The endpoint whose learned cadence is that of the replies too: the summary's. */
  headlineKind: string;
};

export function createKeptReplies(parts: Parts): KeptReplies {
  const { store, keys, calendar, upstreamLooks = "learned" } = parts;
  const dater = createCopyDater(calendar, upstreamLooks);
  const looks = createLookNotes(parts);

  async function read(jobKey: string): Promise<ReplyReading> {
    const wanted = [keys.snapshot(replyKeyOf(jobKey)), keys.failure(jobKey)];
    const answered = await store.redis
      .pipeline()
      .time()
      .mget(...wanted)
      .exec();
    const known = readingSchema.safeParse(answered);
    if (!known.success) throw new StoreFault("refused");
    const [now, [entry, failure]] = known.data;
    looks.note([replyKeyOf(jobKey)], now);
    return { now, reply: decodeReply(entry, now), failure: decodeFailure(failure, now) };
  }

  async function freshUntil({ changes }: ProxyJob, { asOf, fetchedAt }: ReplyTimes) {
    if (changes === "daily") return fetchedAt + cachePolicy.dailyFreshMs;
    // Data without a time of its own is dated by its fetch, so it must not stay long.
    const isAlways = changes === "always" || asOf === null;
    const job = isAlways ? ({ resource: "gex", realtime: true } as const) : { resource: changes };
    const learned = dater.learnsFrom(job)
      ? decodeLearned(String((await store.redis.hget(keys.cadence, parts.headlineKind)) ?? ""))
      : NOTHING_LEARNED;
    const reply = { asOf: asOf ?? fetchedAt, fetchedAt, earlier: null };
    return dater.date(job, reply, learned).dates.freshUntil;
  }

  const keep: KeptReplies["keep"] = (jobKey, reply) => writeReply(parts, jobKey, reply);
  return {
    read,
    keep,
    keepDated: async (job, reply, times) => {
      await keep(job.key, { ...reply, ...times, freshUntil: await freshUntil(job, times) });
    },
  };
}

async function writeReply(
  parts: Pick<Parts, "store" | "keys">,
  jobKey: string,
  reply: KeptReply,
): Promise<void> {
  const { store, keys } = parts;
  const replyKey = replyKeyOf(jobKey);
  const written = await store.run(
    writeSnapshotScript,
    [keys.snapshot(replyKey), keys.failure(jobKey), keys.copies, keys.copySizes, keys.cadence],
    [
      encodeReply(reply),
      String(reply.fetchedAt),
      String(cachePolicy.keptMs),
      replyKey,
      "any",
      // Nothing is learned of it.
      ...["", "", "", "", ""],
    ],
    storePolicy.requestBudgetMs,
  );
  const known = writtenSchema.safeParse(written);
  if (!known.success) throw new StoreFault("refused");
  const [, now, , , ...tooMany] = known.data;
  // Best effort: the next write names them again.
  await dropCopies(parts, tooMany, now).catch(() => undefined);
}

/** TIME and MGET. */
const readingSchema = z.tuple([
  storeMsSchema,
  z.tuple([z.string().nullable(), z.string().nullable()]),
]);
