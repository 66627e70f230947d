import type { CallEnd, Execute, GrantedCall } from "@/lib/gate/pump/flights";
import type { Landing } from "@/lib/gate/pump/waiter";
import { gatePolicy } from "@/lib/policy";
import type { CallFaults } from "./faults/call-faults";
import { speaks } from "./faults/deployment";
import type { Process } from "./faults/process";
import type { Random } from "./faults/random";
import type { Schedule } from "./schedule";
import type { createWire, Outcome } from "./wire";

/** Durations of freezes, ms: mostly short, some far beyond every deadline. */
const freezeMs = (random: Random) =>
  random.chance(0.5) ? random.between(50, 6_000) : random.between(4_000, 30_000);
/** Durations of a machine's sleep, ms: from seconds to several windows. */
const sleepMs = (random: Random) => random.between(4_000, 180_000);

/** What happens to a call that the process cannot make. */
export type ForeignCalls = "left" | "failed";

type Parts = {
  schedule: Schedule;
  wire: ReturnType<typeof createWire>;
  faults: CallFaults;
  /** Random numbers: `random` for the older faults, `newer` for all faults added since. */
  random: Random;
  newer: Random;
  foreignCalls: ForeignCalls;
};

/** Makes the granted calls of all processes. Contains the cache with all data. */
export function createExecutors(parts: Parts) {
  const { schedule, wire, faults, random, newer, foreignCalls } = parts;
  const cache = new Map<string, Landing>();
  const landing = (key: string) => cache.get(key) ?? { fetchedAt: null, failure: null };

  function fail(call: GrantedCall, problem: CallEnd["problem"]): void {
    const failure = { failedAt: call.storeNow(), problem };
    cache.set(call.key, { ...landing(call.key), failure });
  }

  function end(call: GrantedCall, outcome: Outcome): CallEnd {
    const failed = random.chance(0.7);
    const at = call.storeNow();
    switch (outcome) {
      case "answered":
        cache.set(call.key, { fetchedAt: at, failure: null });
        return { ...noEnd, slot: "arrived", job: "landed", verdict: "answered", fetchedAt: at };
      case "limited": {
        const retryAfter = random.chance(0.5) ? Math.round(random.between(1_000, 20_000)) : 0;
        return { ...noEnd, slot: "arrived", job: "again", verdict: "limited", retryAfter };
      }
      case "not-allowed":
        // The key is refused: the gate leaves the job to another instance, or fails it when there
        // is none.
        return {
          ...noEnd,
          slot: "arrived",
          job: "again",
          verdict: "not-allowed",
          problem: "upstream-auth",
        };
      case "reset":
      case "aborted":
        if (failed) fail(call, noEnd.problem);
        return { ...noEnd, slot: "unknown", job: failed ? "failed" : "again", verdict: "failing" };
      default:
        return outcome satisfies never;
    }
  }

  /** Opens a connection. Resolves when the request can be written. */
  async function connect(process: Process): Promise<void> {
    if (!newer.chance(faults.connects)) return;
    if (newer.chance(faults.frozenWhileConnecting)) process.freeze(freezeMs(newer));
    if (newer.chance(faults.sleepsWhileConnecting)) process.sleep(sleepMs(newer));
    await process.clock.sleep(newer.between(5, 1_500));
  }

  return {
    landing,
    executeFor:
      (process: Process, timeoutMs: number): Execute =>
      async (call) => {
        if (!speaks(process.deployment, call.key))
          return { ...unsent, job: endOfForeign[foreignCalls], problem: "not-offered" };
        const { fetchedAt } = landing(call.key);
        if (call.attempt > 1 && fetchedAt !== null && fetchedAt >= call.since)
          return { ...noEnd, slot: "unsent", job: "landed", fetchedAt };
        if (random.chance(faults.frozenBeforeSending)) process.freeze(freezeMs(random));
        if (random.chance(faults.killedBeforeSending)) process.kill();
        if (newer.chance(faults.sleepsBeforeSending)) process.sleep(sleepMs(newer));
        await process.clock.sleep(random.between(0, 30));
        const permit = call.send();
        if (!permit) return unsent;
        const { signal, mayWrite } = permit;
        const startedAt = schedule.now();
        await connect(process);
        if (signal.aborted || !mayWrite()) return unsent;
        const abortsIn = Math.max(0, startedAt + timeoutMs - schedule.now());
        const outcome = await wire.send({ process, call, signal, abortsIn });
        const callEnd = end(call, outcome);
        if (random.chance(faults.frozenBeforeSettling)) process.freeze(freezeMs(random));
        if (random.chance(faults.killedBeforeSettling)) process.kill();
        await process.clock.sleep(random.between(0, 20));
        return callEnd;
      },
  };
}

const noEnd: CallEnd = {
  slot: "unsent",
  job: "again",
  verdict: "none",
  fetchedAt: 0,
  retryAfter: 0,
  problem: "upstream-timeout",
  negative: gatePolicy.negativeAnswerMs,
};

const unsent: CallEnd = { ...noEnd, slot: "unsent", job: "again" };

const endOfForeign = { left: "again", failed: "failed" } as const;
