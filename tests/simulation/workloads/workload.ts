import { chargesOf, KIND } from "../../support/store/gate-probe";
import type { Random } from "../faults/random";
import type { Want, Wish } from "../instance";
import type { Schedule } from "../schedule";

type Parts = {
  schedule: Schedule;
  random: Random;
  /** Makes a request now. */
  want(want: Want): Wish | null;
};

/** Schedules the requests of a run. */
export type Workload = (parts: Parts) => { endsAt: number };

/** From a new state to the first legal grant, ms: a window and the longest hold. */
export const FIRST_FULL_MS = 76_000;

/**
 * From the first request of a new state until the slot of this request is free, ms.
 */
export const EMPTY_MS = 3 * 60_000;

/** Makes a first request, long before the measured ones. */
export function enterFirst({ schedule, want }: Parts): void {
  schedule.after(0, () => void want(wantOf("v2:/tickers/FIRST", "first", 5)));
}

/** A request of a caller who waits without a limit. */
export function wantOf(key: string, caller: string, priority: number): Want {
  const window = isExpensive(key) ? ("expensive" as const) : ("account" as const);
  const ask = {
    key,
    kind: KIND,
    charges: chargesOf(window),
    caller,
    priority,
    ifNewerThan: 0,
    joinOnly: false,
    issuedAt: 0,
    maxBreakerWaitMs: 600_000,
  };
  return { ask, patienceMs: Number.POSITIVE_INFINITY, cancels: false };
}

/** Some requests want data with an extra window. */
const CURVE = "/curves/gex_by_strike";
const CURVES = 0.15;
export const isExpensive = (key: string) => key.endsWith(CURVE);

/** The shares of the first callers, each a house. All others have none. */
const SHARES: Record<string, number> = { c1: 7, c2: 3 };

/** Idle times, bursts above the limit, standing queues and single clicks, in any order. */
export const mixedWorkload: Workload = ({ schedule, random, want }) => {
  const callers = random.whole(2, 12);
  const symbols = random.whole(40, 150);
  let at = random.chance(0.5) ? FIRST_FULL_MS : random.between(0, FIRST_FULL_MS);

  const request = () => {
    const symbol = `v2:/tickers/S${random.whole(1, symbols)}`;
    const key = random.chance(CURVES) ? `${symbol}${CURVE}` : symbol;
    const caller = `c${random.whole(1, callers)}`;
    const leaves = random.chance(0.15);
    const patienceMs = leaves ? random.between(200, 90_000) : Number.POSITIVE_INFINITY;
    const wanted = wantOf(key, caller, random.whole(1, 10));
    const ask = { ...wanted.ask, share: SHARES[caller] };
    want({ ...wanted, ask, patienceMs, cancels: random.chance(0.5) });
  };
  const ask = (when: number) => schedule.after(when - schedule.now(), request);

  const phases = random.whole(4, 6);
  for (let phase = 0; phase < phases; phase += 1) {
    const spanMs = random.between(30_000, 80_000);
    const kind = random.pick(["burst", "backlog", "idle", "clicks"] as const);
    const counts: Record<typeof kind, number> = {
      burst: random.whole(20, 45),
      backlog: random.whole(20, 40),
      clicks: 5,
      idle: 0,
    };
    const spread = kind === "burst" ? random.between(50, 3_000) : spanMs;
    for (let index = 0; index < counts[kind]; index += 1) ask(at + random.between(0, spread));
    at += spanMs;
  }
  // An idle window and then a burst at the end: this exposes inexact windows.
  at += random.between(61_000, 90_000);
  for (let index = 0; index < 42; index += 1) ask(at + random.between(0, 2_000));
  return { endsAt: at + 2_000 };
};
