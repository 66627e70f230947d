/**
 * One request of the drop-in proxy, from its address to the upstream's own reply: cache, queue, call,
 * cache. It never answers with a ticket: a request that runs out of time keeps its ticket,
 * and the same request finds it again.
 */
import type { ReplyReading } from "@/lib/cache/replies/kept-replies";
import type { KeptReply } from "@/lib/cache/replies/reply-entry";
import type { Caller } from "@/lib/callers/callers";
import type { ProxyJob } from "@/lib/contract/queue/job";
import { countRequest } from "@/lib/desk/answer/count-request";
import { failure, type Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget, type StoreBudget } from "@/lib/desk/base/store-budget";
import { answerLine } from "@/lib/desk/queue/answer-line";
import { kindOfEntered } from "@/lib/desk/queue/count-ask";
import { enterQueue } from "@/lib/desk/queue/enter-queue";
import type { AskKind } from "@/lib/metrics/counter";
import { StoreFault } from "@/lib/store-fault";

export type ReplyRequest = {
  job: ProxyJob;
  caller: Caller;
  isNewCookie: boolean;
  /** True: the last reply, however old, or `not-cached`. Never makes a call. */
  cachedOnly: boolean;
  /** How long to wait in the queue, ms. */
  waitMs: number;
  /** Aborts when the client disconnects or the process shuts down. */
  signal(): AbortSignal;
};

export type ReplyAnswer =
  /** `now`: store ms. */
  | { kind: "reply"; reply: KeptReply; source: ReplySource; now: number }
  /** Still queued after `waitMs`. The time is an estimate, or null when none is known. */
  | { kind: "still-queued"; retryAfterSeconds: number | null }
  | Refusal;

/** `upstream`: of a call that this request waited for. */
export type ReplySource = "upstream" | "cache" | "stale";

type Asked = ReplyRequest & { desk: Services; budget: StoreBudget };

export async function requestReply(desk: Services, asked: ReplyRequest): Promise<ReplyAnswer> {
  const request = { ...asked, desk, budget: createStoreBudget(desk.clock) };
  try {
    return await answerReply(request);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    note(request, "denied");
    return failure("store-unavailable", 1_000);
  }
}

async function answerReply(request: Asked): Promise<ReplyAnswer> {
  const { desk, budget, cachedOnly } = request;
  const flood = await countRequest(desk, request, budget);
  if (flood) {
    note(request, "denied");
    return flood;
  }
  const reading = await readReply(request);
  const { reply, now } = reading;
  if (reply && reply.freshUntil > now) {
    note(request, "hits");
    return present(reading, "cache");
  }
  if (cachedOnly) {
    note(request, reply ? "stale" : "denied");
    return reply ? present(reading, "stale") : failure("not-cached");
  }
  return callFor(request, reading);
}

async function callFor(request: Asked, reading: ReplyReading): Promise<ReplyAnswer> {
  const { desk, job, caller } = request;
  const holds = async (landedAt: number) => holdsReply(await readReply(request), landedAt);
  // A key may allow less than the usual priority.
  const priority = Math.max(job.priority, caller.key?.priority ?? job.priority);
  const queued = { ...request, priority, force: false, holds };
  const line = await enterQueue(queued, reading.reply);
  note(request, kindOfEntered(line, reading.reply !== null));
  return answerLine<ReplyAnswer>(queued, line, {
    landed: async (since, waited) => {
      const landed = await readReply(request);
      // A page's call without a kept reply: the store had no room for it.
      if (!holdsReply(landed, since)) return failure("store-unavailable", 1_000);
      return present(landed, waited ? "upstream" : "cache");
    },
    without: (_reason, refusal) => (reading.reply ? present(reading, "stale") : refusal),
    waiting: (place) => {
      const landsInMs = desk.pump.lastSnapshot()?.quotes.get(place.job)?.landsInMs;
      const isKnown = landsInMs !== undefined && Number.isFinite(landsInMs);
      return { kind: "still-queued", retryAfterSeconds: isKnown ? landsInMs / 1_000 : null };
    },
  });
}

function readReply({ desk, job, budget }: Asked): Promise<ReplyReading> {
  return budget.spendInTurn(desk.keptReplies.read(job.key));
}

function holdsReply({ reply, now }: ReplyReading, landedAt: number): boolean {
  // The store's clock may have gone back since. Any reply with the new time landed later.
  return reply !== null && (landedAt > now || reply.fetchedAt >= landedAt);
}

function present({ reply, now }: ReplyReading, source: ReplySource): ReplyAnswer {
  return reply ? { kind: "reply", reply, source, now } : failure("store-unavailable", 1_000);
}

function note({ desk, caller, job }: Asked, kind: AskKind): void {
  desk.recorder.countAsk(kind, caller.id, job.endpoint);
}
