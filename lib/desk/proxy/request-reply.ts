/**
 * One request of the drop-in proxy, from its address to the upstream's own reply: cache, queue, call,
 * cache. It never answers with a ticket: a request that runs out of time keeps its place in the
 * queue, and the same request finds it again.
 */
import type { ReplyReading } from "@/lib/cache/replies/kept-replies";
import type { KeptReply } from "@/lib/cache/replies/reply-entry";
import type { Caller } from "@/lib/callers/callers";
import type { ProxyJob } from "@/lib/contract/queue/job";
import { countRequest } from "@/lib/desk/answer/count-request";
import { failureRefusal } from "@/lib/desk/answer/failure-refusal";
import { closedFor, failure, type Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget, type StoreBudget } from "@/lib/desk/base/store-budget";
import { kindOfEntered } from "@/lib/desk/queue/count-ask";
import { type EnteredLine, type EnteredQueue, enterQueue } from "@/lib/desk/queue/enter-queue";
import { waitInQueue } from "@/lib/desk/queue/wait-in-queue";
import type { EnteredPlace } from "@/lib/gate/step";
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
  const { desk, job, budget, cachedOnly } = request;
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
  const holds = async (landedAt: number) => holdsReply(await readReply(request), landedAt);
  const { priority } = job;
  const line = await enterQueue({ ...request, priority, force: false, holds }, reply);
  note(request, kindOfEntered(line, reply !== null));
  return answerEntered(request, reading, line);
}

async function answerEntered(
  request: Asked,
  reading: ReplyReading,
  line: EnteredQueue,
): Promise<ReplyAnswer> {
  if (line.kind === "refused") return line;
  const { entered, gateSnapshot } = line;
  switch (entered.kind) {
    case "queued":
    case "running":
      return answerPlace(request, reading, line, entered);
    case "landed":
      return present(await readReply(request), "cache");
    case "open":
      return staleOr(reading, closedFor(entered, gateSnapshot.now));
    case "negative": {
      const { problem, untilAt } = entered;
      return staleOr(reading, failure(problem, untilAt - gateSnapshot.now));
    }
    case "refused":
      return failure("queue-full", Math.max(1_000, gateSnapshot.nextSlotAt - gateSnapshot.now));
    case "absent":
    case "expired":
      return failure("internal");
    default:
      return entered satisfies never;
  }
}

async function answerPlace(
  request: Asked,
  reading: ReplyReading,
  { ask, gateSnapshot }: EnteredLine,
  place: EnteredPlace,
): Promise<ReplyAnswer> {
  const { desk, job, waitMs } = request;
  const quote = gateSnapshot.quotes.get(place.job);
  const waited = await waitInQueue(desk, { ask, place, quote, waitMs, signal: request.signal() });
  switch (waited.end) {
    case "landed": {
      const landed = await readReply(request);
      // A page's call without a kept reply: the store had no room for it.
      if (!holdsReply(landed, place.since)) return failure("store-unavailable", 1_000);
      return present(landed, "upstream");
    }
    case "failed":
      return staleOr(reading, failureRefusal(desk, job, waited.problem));
    case "store-down":
      return staleOr(reading, failure("store-unavailable", 1_000));
    case "breaker-open":
      return staleOr(reading, closedFor(waited.breaker, waited.now));
    case "waiting": {
      const left = desk.pump.lastSnapshot()?.quotes.get(place.job)?.landsInMs ?? Number.NaN;
      return {
        kind: "still-queued",
        retryAfterSeconds: Number.isFinite(left) ? left / 1_000 : null,
      };
    }
    default:
      return waited satisfies never;
  }
}

function readReply({ desk, job, budget }: Asked): Promise<ReplyReading> {
  return budget.spendInTurn(desk.keptReplies.read(job.key));
}

function holdsReply({ reply }: ReplyReading, landedAt: number): boolean {
  return reply !== null && reply.fetchedAt >= landedAt;
}

function staleOr(reading: ReplyReading, refusal: Refusal): ReplyAnswer {
  return reading.reply ? present(reading, "stale") : refusal;
}

function present({ reply, now }: ReplyReading, source: ReplySource): ReplyAnswer {
  return reply ? { kind: "reply", reply, source, now } : failure("store-unavailable", 1_000);
}

function note({ desk, caller, job }: Asked, kind: Parameters<typeof desk.recorder.countAsk>[0]) {
  desk.recorder.countAsk(kind, caller.id, job.endpoint);
}
