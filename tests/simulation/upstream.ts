import type { CallEnd, Execute, GrantedCall } from "@/lib/gate/flights";
import type { Landing } from "@/lib/gate/waiter";
import { gatePolicy } from "@/lib/policy";
import type { Process } from "./process";
import type { Random } from "./random";
import type { Schedule } from "./schedule";

/** One request as the upstream met it, by its own clock. */
export type Arrival = { at: number; key: string; from: string };

/** How often calls go wrong; each a share of all calls. */
export type CallFaults = {
  /** The process stands still between its grant and its last look at the clock. */
  frozenBeforeSending: number;
  frozenBeforeSettling: number;
  killedBeforeSending: number;
  killedBeforeSettling: number;
  /** No answer in time: aborted, yet it may arrive, at any time within `hold`. */
  hangs: number;
  /** The connection breaks; the request may be on its way still. */
  resets: number;
  neverArrives: number;
  /** Answered after seconds. */
  slow: number;
  /** Refused, and so is whatever arrives in the next moments. */
  limited: number;
};

export const calmCalls: CallFaults = {
  frozenBeforeSending: 0,
  frozenBeforeSettling: 0,
  killedBeforeSending: 0,
  killedBeforeSettling: 0,
  hangs: 0,
  resets: 0,
  neverArrives: 0,
  slow: 0,
  limited: 0,
};

type Outcome = "answered" | "limited" | "reset" | "aborted";

/** The judge: what arrived when. And the cache, where every answer is kept. */
export type Upstream = {
  executeFor(process: Process, upstreamTimeoutMs: number): Execute;
  arrivals(): Arrival[];
  landing(key: string): Landing;
};

/** Freezes as they are met: mostly short, some far beyond every deadline. */
const freezeMs = (random: Random) =>
  random.chance(0.5) ? random.between(50, 6_000) : random.between(4_000, 30_000);

export function createUpstream(schedule: Schedule, random: Random, faults: CallFaults): Upstream {
  const arrivals: Arrival[] = [];
  let refusesUntil = 0;
  const cache = new Map<string, Landing>();
  const landing = (key: string) => cache.get(key) ?? { fetchedAt: null, failure: null };

  /** Settles with what the caller learns; the arrival goes its own way. */
  function send(
    process: Process,
    call: GrantedCall,
    signal: AbortSignal,
    timeoutMs: number,
  ): Promise<Outcome> {
    const fate = random.next();
    const hangs = fate < faults.hangs;
    const resets = !hangs && fate < faults.hangs + faults.resets;
    const usual = random.chance(0.9) ? random.between(5, 300) : random.between(300, timeoutMs / 2);
    // What an abort leaves on its way arrives before `hold` ends: that is what `hold` is.
    const latest = timeoutMs + gatePolicy.holdMarginMs - 100;
    const arrivesIn = hangs || resets ? random.between(5, latest) : usual;
    if (!random.chance(faults.neverArrives))
      schedule.after(arrivesIn, () => {
        schedule.tell(`the upstream gets ${call.key} from ${process.name}`);
        arrivals.push({ at: schedule.now(), key: call.key, from: process.name });
      });
    if (random.chance(faults.limited)) refusesUntil = schedule.now() + random.between(50, 4_000);
    const answer: Outcome = schedule.now() < refusesUntil ? "limited" : "answered";
    const late = random.chance(faults.slow) ? random.between(1_000, 7_000) : 0;
    const answersIn = arrivesIn + random.between(20, 600) + late;
    const resetsIn = random.between(5, timeoutMs);
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => resolve("aborted"), { once: true });
      const tell = (outcome: Outcome) => () => process.deliver(() => resolve(outcome));
      if (resets) schedule.after(resetsIn, tell("reset"));
      else if (!hangs) schedule.after(answersIn, tell(answer));
    });
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
      case "reset":
      case "aborted":
        if (failed) {
          const failure = { failedAt: at, problem: noEnd.problem };
          cache.set(call.key, { ...landing(call.key), failure });
        }
        return { ...noEnd, slot: "unknown", job: failed ? "failed" : "again", verdict: "failing" };
      default:
        return outcome satisfies never;
    }
  }

  return {
    arrivals: () => arrivals,
    landing,
    executeFor: (process, timeoutMs) => async (call) => {
      const { fetchedAt } = landing(call.key);
      if (call.attempt > 1 && fetchedAt !== null && fetchedAt >= call.since)
        return { ...noEnd, slot: "unsent", job: "landed", fetchedAt };
      if (random.chance(faults.frozenBeforeSending)) process.freeze(freezeMs(random));
      if (random.chance(faults.killedBeforeSending)) process.kill();
      await process.clock.sleep(random.between(0, 30));
      const signal = call.send();
      if (!signal) return { ...noEnd, slot: "unsent", job: "again" };
      const outcome = await send(process, call, signal, timeoutMs);
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
