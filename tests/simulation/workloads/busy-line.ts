import { FIRST_FULL_MS, type Workload, wantOf } from "./workload";

const CALLERS = 12;
const LASTS_MS = 6 * 60_000;
/** More than a window allows, so that every window is full and one call too many is visible. */
const ASKS_A_MINUTE = 24;
const CURVES_A_MINUTE = 3;

/** Constant demand above the limit, by callers who wait. */
export const busyLine: Workload = ({ schedule, random, want }) => {
  const endsAt = FIRST_FULL_MS + LASTS_MS;
  let asked = 0;
  function enter(aMinute: number, name: (number: number) => string): void {
    for (let at = FIRST_FULL_MS / 2; at < endsAt; at += random.exponential(60_000 / aMinute)) {
      const [caller, priority] = [`c${random.whole(1, CALLERS)}`, random.whole(2, 6)];
      schedule.after(at, () => {
        asked += 1;
        want(wantOf(name(asked), caller, priority));
      });
    }
  }
  enter(ASKS_A_MINUTE, (number) => `v2:/tickers/L${number}`);
  enter(CURVES_A_MINUTE, (number) => `v2:/tickers/L${number}/curves/gex_by_strike`);
  return { endsAt };
};
