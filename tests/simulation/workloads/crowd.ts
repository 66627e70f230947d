import { EMPTY_MS, enterFirst, type Workload, wantOf } from "./workload";

const WAITERS = 200;
const LASTS_MS = 12 * 60_000;

/**
 * Callers who request again as soon as they get an answer, so that the queue keeps its length.
 */
export const crowd: Workload = (parts) => {
  const { schedule, random, want } = parts;
  enterFirst(parts);
  const endsAt = EMPTY_MS + LASTS_MS;
  let asked = 0;
  const askAgain = (caller: string) => {
    if (schedule.now() >= endsAt) return;
    asked += 1;
    const wanted = wantOf(`v2:/tickers/W${asked}`, caller, random.whole(4, 6));
    want({ ...wanted, ended: () => askAgain(caller) });
  };
  for (let waiter = 1; waiter <= WAITERS; waiter += 1) {
    schedule.after(EMPTY_MS + random.between(0, 2_000), () => askAgain(`c${waiter}`));
  }
  return { endsAt };
};
