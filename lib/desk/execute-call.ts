import type { CallOutcome, Job } from "@/lib/contract/job";
import type { ProblemSlug } from "@/lib/contract/problem";
import type { CallEnd, Execute, GrantedCall } from "@/lib/gate/flights";
import { gatePolicy } from "@/lib/policy";
import type { DeskParts } from "./parts";
import { rowsAsking } from "./rows-asking";

type Parts = Pick<DeskParts, "cache" | "lastKnown" | "callers" | "upstream"> & {
  scans: Pick<DeskParts["scans"], "list">;
  /** Told of each call that ended, at once. Must not throw. */
  ended?(call: EndedCall): void;
};

/** An upstream call as it went. `sentAt`: the store's time, ms. */
export type EndedCall = {
  granted: GrantedCall;
  job: Job;
  outcome: CallOutcome;
  sentAt: number;
  latencyMs: number;
};

/**
 * Makes one granted call and keeps what it answered: upstream, then cache, then (by the pump) the
 * settlement. The only way from the gate to the upstream.
 */
export function createExecute(parts: Parts): Execute {
  return async (call) => {
    const job = parts.upstream.jobOf(call.key);
    if (!job) return end("unsent", "failed", { problem: "not-offered" });
    const landedAt = call.attempt > 1 ? await landedBefore(parts, call) : null;
    // Its first caller died between keeping the answer and settling: no second call.
    if (landedAt !== null) return end("unsent", "landed", { fetchedAt: landedAt });
    const signal = call.send();
    if (!signal) return end("unsent", "again", {});
    const sentAt = call.storeNow();
    const outcome = await parts.upstream.call(job, signal);
    const latencyMs = call.storeNow() - sentAt;
    parts.ended?.({ granted: call, job, outcome, sentAt, latencyMs });
    return settle(parts, call, job, outcome);
  };
}

async function landedBefore({ cache }: Parts, call: GrantedCall): Promise<number | null> {
  const reading = await cache.read(call.key).catch(() => null);
  const fetchedAt = Date.parse(reading?.snapshot?.fetchedAt ?? "");
  return fetchedAt >= call.since ? fetchedAt : null;
}

async function settle(
  parts: Parts,
  call: GrantedCall,
  job: Job,
  outcome: CallOutcome,
): Promise<CallEnd> {
  switch (outcome.kind) {
    case "answered":
      return keep(parts, call, job, outcome);
    case "limited":
      // The job ends with this try: for those who wait elsewhere.
      if (call.attempt >= gatePolicy.triesMax) await noteFailure(parts, call, "breaker-open");
      return end("arrived", "again", {
        verdict: "limited",
        retryAfter: (outcome.retryAfterSeconds ?? 0) * 1_000,
        problem: "breaker-open",
      });
    case "unknown-symbol":
      await countUnknown(parts, call).catch(() => undefined);
      return fail(parts, call, "arrived", "unknown-symbol", "answered");
    case "not-allowed":
      return fail(parts, call, "arrived", "upstream-auth", refusalVerdict(job));
    case "invalid":
      return fail(parts, call, "arrived", "upstream-invalid-response", "failing");
    case "failing":
      return fail(parts, call, outcome.arrived ? "arrived" : "unknown", outcome.problem, "failing");
    case "not-sent":
      return fail(parts, call, "unsent", "upstream-error", "failing");
    default:
      return outcome satisfies never;
  }
}

/**
 * A scan's list of long gone symbols must not lock its caller's clicks: it is paced, and each of them
 * costs that caller's share of the line once in ten minutes.
 */
async function countUnknown(parts: Parts, call: GrantedCall): Promise<void> {
  const rows = await rowsAsking(parts, call);
  if (rows.length === 0) await parts.callers.countUnknown(call.caller);
}

/**
 * A class of its own that is refused is not in this subscription. Of the account's only the headline
 * tells: a history that is refused says nothing of the figures that everybody looks at.
 */
function refusalVerdict({ window, headline }: Job): CallEnd["verdict"] {
  return window === "account" && !headline ? "none" : "not-allowed";
}

/** A full store must not lose an answer that was paid for: this instance still has it. */
async function keep(
  { cache, lastKnown }: Parts,
  call: GrantedCall,
  job: Job,
  answer: Extract<CallOutcome, { kind: "answered" }>,
): Promise<CallEnd> {
  const fetchedAt = call.storeNow();
  const landed = end("arrived", "landed", { verdict: "answered", fetchedAt });
  const snapshot = cache.date(job, answer, fetchedAt);
  lastKnown.remember(job.key, { now: fetchedAt, snapshot, failure: null });
  try {
    await cache.write(job, answer, fetchedAt);
    return landed;
  } catch {
    return { ...landed, job: "failed", problem: "store-unavailable" };
  }
}

/** For those who wait on other instances; those who ask later hear it from the gate. */
async function noteFailure(
  { cache }: Parts,
  call: GrantedCall,
  problem: ProblemSlug,
): Promise<void> {
  const failure = { failedAt: call.storeNow(), problem, detail: "" };
  await cache.writeFailure(call.key, failure).catch(() => undefined);
}

async function fail(
  parts: Parts,
  call: GrantedCall,
  slot: CallEnd["slot"],
  problem: ProblemSlug,
  verdict: CallEnd["verdict"],
): Promise<CallEnd> {
  await noteFailure(parts, call, problem);
  return end(slot, "failed", { problem, verdict, negative: keptMs(problem, verdict) });
}

/** How long everybody who asks for the same gets this failure, ms. */
function keptMs(problem: ProblemSlug, verdict: CallEnd["verdict"]): number {
  if (problem === "unknown-symbol") return gatePolicy.unknownSymbolMs;
  const hasNoBreaker = problem === "upstream-auth" && verdict === "none";
  return hasNoBreaker ? gatePolicy.notIncludedMs : gatePolicy.negativeAnswerMs;
}

function end(slot: CallEnd["slot"], job: CallEnd["job"], rest: Partial<CallEnd>): CallEnd {
  return {
    slot,
    job,
    verdict: "none",
    fetchedAt: 0,
    retryAfter: 0,
    problem: "upstream-error",
    negative: gatePolicy.negativeAnswerMs,
    ...rest,
  };
}
