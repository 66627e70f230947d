import type { Clock } from "@/lib/clock";
import { storePolicy } from "@/lib/policy";
import { StoreFault, type StoreFaultReason } from "@/lib/store-fault";

/** Pauses requests to a failing store, and finds out when it is back. */
export type Rest = {
  /**
   * Makes the attempt, or rejects at once with StoreFault "resting". The attempt must end by itself
   * and fail only with StoreFaults.
   */
  attempt<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Reports a fault to listeners as described at `onTrouble`. `attempt` does so for its own faults.
   */
  report(fault: unknown): void;
  /**
   * Calls the listener with the reason why the store cannot be used: at once for what the store
   * reports itself, and for silence when the pause begins. Each reason once in `troubleReportMs`.
   */
  onTrouble(listener: (reason: StoreFaultReason) => void): void;
};

type State =
  | { name: "working"; faults: number; lastFaultAt: number }
  | { name: "resting"; until: number }
  /** The pause is over and one attempt is testing the store. Others still reject. */
  | { name: "trying" };

/**
 * After `failuresBeforeRest` failures in a row: a pause of 2 s, then one trial, and 4 s more for
 * each failed trial. Any success ends it. Failures of overlapping attempts count once: a connection
 * that breaks under ten commands is one event. `random` returns 0..1.
 */
export function createRest(clock: Clock, random: () => number = Math.random): Rest {
  let state: State = working();
  const listeners: ((reason: StoreFaultReason) => void)[] = [];
  const reportedAt = new Map<StoreFaultReason, number>();

  function report(error: unknown): void {
    const reason = error instanceof StoreFault ? error.reason : "unreachable";
    if (!OWN_WORDS.includes(reason) && state.name !== "resting") return;
    const last = reportedAt.get(reason) ?? Number.NEGATIVE_INFINITY;
    if (clock.monotonic() - last < storePolicy.troubleReportMs) return;
    reportedAt.set(reason, clock.monotonic());
    for (const listener of listeners) listener(reason);
  }

  async function run<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = clock.monotonic();
    const isTrial = state.name === "trying";
    try {
      const reply = await work();
      state = working();
      return reply;
    } catch (error) {
      if (isOutage(error)) {
        noteFault(startedAt, isTrial);
        report(error);
      } else state = working();
      throw error;
    }
  }

  function noteFault(startedAt: number, isTrial: boolean): void {
    if (isTrial) {
      state = resting(storePolicy.restNextMs);
    } else if (state.name === "working" && startedAt >= state.lastFaultAt) {
      const faults = state.faults + 1;
      state =
        faults < storePolicy.failuresBeforeRest
          ? { name: "working", faults, lastFaultAt: clock.monotonic() }
          : resting(storePolicy.restFirstMs);
    }
  }

  function resting(milliseconds: number): State {
    const jitter = 1 + storePolicy.restJitterOfRest * (random() - 0.5);
    return { name: "resting", until: clock.monotonic() + milliseconds * jitter };
  }

  return {
    report,
    onTrouble: (listener) => void listeners.push(listener),
    attempt(work) {
      switch (state.name) {
        case "working":
          return run(work);
        case "trying":
          return Promise.reject(new StoreFault("resting"));
        case "resting": {
          if (clock.monotonic() < state.until) return Promise.reject(new StoreFault("resting"));
          state = { name: "trying" };
          return run(work);
        }
        default:
          return state satisfies never;
      }
    },
  };
}

function working(): State {
  return { name: "working", faults: 0, lastFaultAt: Number.NEGATIVE_INFINITY };
}

/** Reasons that a server reports itself. Other failures are silence. */
const OWN_WORDS: readonly StoreFaultReason[] = ["readonly", "out-of-memory", "loading"];

/** A refusal is an answer: the store is available. */
function isOutage(error: unknown): boolean {
  const answered: StoreFaultReason = "refused";
  return !(error instanceof StoreFault && error.reason === answered);
}
