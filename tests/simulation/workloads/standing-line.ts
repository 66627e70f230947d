import type { Wish } from "../instance";
import { FIRST_FULL_MS, type Workload, wantOf } from "./workload";

/** Queued requests per caller: more than a caller gets in a window, for any number of callers. */
const KEPT_IN_LINE = 8;
const LOOKS_EVERY_MS = 250;
const LASTS_MS = 10 * 60_000;
const CLICKS_A_MINUTE = 2;

/** Callers who arrive one after another and then always have queued requests, and other clicks. */
export const standingLine: Workload = ({ schedule, random, want }) => {
  const endsAt = FIRST_FULL_MS + LASTS_MS;
  let asked = 0;
  const ask = (caller: string, priority: number) => {
    asked += 1;
    return want(wantOf(`v2:/tickers/N${asked}`, caller, priority));
  };

  function keepAsking(caller: string): void {
    let open: Wish[] = [];
    const look = () => {
      if (schedule.now() >= endsAt) return;
      open = open.filter(({ endedAt }) => endedAt === null);
      while (open.length < KEPT_IN_LINE) {
        const wish = ask(caller, 5);
        if (!wish) break;
        open.push(wish);
      }
      schedule.after(LOOKS_EVERY_MS, look);
    };
    look();
  }

  const callers = random.whole(3, 6);
  for (let caller = 1; caller <= callers; caller += 1) {
    const startsAt = FIRST_FULL_MS + (caller === 1 ? 0 : random.between(0, LASTS_MS / 3));
    schedule.after(startsAt, () => keepAsking(`c${caller}`));
  }
  for (let at = FIRST_FULL_MS; at < endsAt; ) {
    at += random.exponential(60_000 / CLICKS_A_MINUTE);
    schedule.after(at, () => void ask(`clicker${random.whole(1, 10)}`, 2));
  }
  return { endsAt };
};
