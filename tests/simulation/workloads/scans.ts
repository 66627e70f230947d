import type { Wish } from "../instance";
import type { Workload } from "./workload";
import { EMPTY_MS, enterFirst, wantOf } from "./workload";

/** The symbols of a scan, and how many of them are in the queue at a time. */
const SYMBOLS = 200;
const IN_LINE = 4;
const SCAN_PRIORITY = 8;

const CLICK_PRIORITY = 2;
const CLICKERS = 10;
/** Shorter than the fastest scan, so that every click falls into a scan. */
const CLICKS_FOR_MS = 10 * 60_000;
/** Several scans start within this, ms. */
const STARTS_WITHIN_MS = 3 * 60_000;

export const isScan = (caller: string) => caller.startsWith("scan");

type Parts = Parameters<Workload>[0];

/** Runs a scan at one process: when a symbol is loaded, the next one enters. */
function runScan({ schedule, want }: Parts, caller: string, stopsAt: number): void {
  let entered = 0;
  let first: Wish | null = null;
  const enterNext = () => {
    if (entered === SYMBOLS || schedule.now() >= stopsAt) return;
    entered += 1;
    const wanted = wantOf(`v2:/tickers/${caller}-${entered}`, caller, SCAN_PRIORITY);
    const wish = want({ ...wanted, beside: first, ended: enterNext });
    first ??= wish;
  };
  for (let place = 0; place < IN_LINE; place += 1) enterNext();
}

/** A scan, and this many clicks a minute by ten callers together. */
export function scanBesideClicks(clicksAMinute: number): Workload {
  return (parts) => {
    const { schedule, random, want } = parts;
    enterFirst(parts);
    const endsAt = EMPTY_MS + CLICKS_FOR_MS;
    schedule.after(EMPTY_MS, () => runScan(parts, "scan1", endsAt));
    const between = 60_000 / clicksAMinute;
    let clicks = 0;
    for (let at = EMPTY_MS + random.exponential(between); at < endsAt; ) {
      clicks += 1;
      const caller = `clicker${random.whole(1, CLICKERS)}`;
      const wanted = wantOf(`v2:/tickers/C${clicks}`, caller, CLICK_PRIORITY);
      schedule.after(at, () => void want(wanted));
      at += random.exponential(between);
    }
    return { endsAt };
  };
}

/** Scans that start one after another and run to their ends. */
export function scansAlone(count: number): Workload {
  return (parts) => {
    const { schedule, random } = parts;
    enterFirst(parts);
    for (let scan = 1; scan <= count; scan += 1) {
      const startsAt = EMPTY_MS + random.between(0, STARTS_WITHIN_MS);
      schedule.after(startsAt, () => runScan(parts, `scan${scan}`, Number.POSITIVE_INFINITY));
    }
    // The time at half the pace of batch jobs. The run then waits for slower scans.
    return { endsAt: EMPTY_MS + STARTS_WITHIN_MS + (count * SYMBOLS * 60_000) / 9 };
  };
}
