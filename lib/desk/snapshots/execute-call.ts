import type { ProblemSlug } from "@/lib/contract/problem";
import type { Services } from "@/lib/desk/base/services";
import { scanRowsWanting } from "@/lib/desk/queue/scan-rows-wanting";
import type { CallEnd, Execute, GrantedCall } from "@/lib/gate/pump/flights";
import { gatePolicy } from "@/lib/policy";
import { type CalledTask, type CallTask, callTaskOf } from "./call-task";

type Parts = Pick<Services, "cache" | "keptReplies" | "lastKnown" | "callers" | "upstream"> & {
  scans: Pick<Services["scans"], "list">;
  /** Called once for each call that ended. Must not throw. */
  ended?(call: EndedCall): void;
};

/** A call that was sent, or for which no connection opened. */
type Made = Exclude<CalledTask["outcome"], { kind: "too-late" }>;

/** A finished upstream call. `sentAt`: store ms. */
export type EndedCall = {
  granted: GrantedCall;
  job: CallTask["job"];
  outcome: Made;
  sentAt: number;
  latencyMs: number;
};

/**
 * Makes one granted call and stores its answer. Order: upstream, cache, then settlement (by the
 * pump). The only path from the gate to the upstream.
 */
export function createExecute(parts: Parts): Execute {
  return async (call) => {
    const task = callTaskOf(parts, call.key);
    // Leave it to processes that can call it. It does not count as a try.
    if (!task) return end("unsent", "again", { problem: "not-offered" });
    const landedAt = call.attempt > 1 ? await landedBefore(task, call) : null;
    // An earlier process stored the answer but died before settling: make no second call.
    if (landedAt !== null) return end("unsent", "landed", { fetchedAt: landedAt });
    const permit = call.send();
    if (!permit) return end("unsent", "again", {});
    const sentAt = call.storeNow();
    const { outcome, keep } = await task.call(permit);
    if (outcome.kind === "too-late") return end("unsent", "again", {});
    const latencyMs = call.storeNow() - sentAt;
    parts.ended?.({ granted: call, job: task.job, outcome, sentAt, latencyMs });
    return outcome.kind === "answered"
      ? settleAnswer(call, keep)
      : settle(parts, call, task, outcome);
  };
}

async function landedBefore(task: CallTask, call: GrantedCall): Promise<number | null> {
  const fetchedAt = await task.storedAt().catch(() => null);
  return fetchedAt !== null && fetchedAt >= call.since ? fetchedAt : null;
}

async function settleAnswer(call: GrantedCall, keep: CalledTask["keep"]): Promise<CallEnd> {
  const fetchedAt = call.storeNow();
  const landed = end("arrived", "landed", { verdict: "answered", fetchedAt });
  try {
    await keep(fetchedAt);
    return landed;
  } catch {
    return { ...landed, job: "failed", problem: "store-unavailable" };
  }
}

async function settle(
  parts: Parts,
  call: GrantedCall,
  task: CallTask,
  outcome: Exclude<Made, { kind: "answered" }>,
): Promise<CallEnd> {
  switch (outcome.kind) {
    case "limited":
      // This was the last try, so the job ends. Note it for requests that wait in other processes.
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
      // The refusal concerns this deployment's credential. The gate offers the job to another
      // deployment, or fails it if there is none.
      return end("arrived", "again", {
        verdict: task.refusal,
        problem: "upstream-auth",
        negative: keptMs("upstream-auth", task.refusal),
      });
    case "not-included":
      // Another deployment's subscription may include it. No window, limit or key is at fault.
      return end("arrived", "again", {
        problem: "not-offered",
        negative: gatePolicy.notIncludedMs,
      });
    case "invalid": {
      const failed = fail(parts, call, "arrived", "upstream-invalid-response", "unreadable");
      return { ...(await failed), symbol: task.unreadableName };
    }
    case "failing":
      return fail(parts, call, outcome.arrived ? "arrived" : "unknown", outcome.problem, "failing");
    case "not-sent":
      return fail(parts, call, "unsent", "upstream-error", "failing");
    default:
      return outcome satisfies never;
  }
}

/**
 * Counts an unknown symbol against its caller, except for scan rows. A scan is paced, and a list of
 * delisted symbols must not lock its caller's clicks.
 */
async function countUnknown(parts: Parts, call: GrantedCall): Promise<void> {
  const rows = await scanRowsWanting(parts, call);
  if (rows.length === 0) await parts.callers.countUnknown(call.caller);
}

/**
 * Notes the failure for requests that wait in other processes. Later requests learn it from the
 * gate.
 */
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

/** How long the gate answers all requests for this key with the same failure, ms. */
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
