import { EMPTY_MS, enterFirst, type Workload, wantOf } from "./workload";

/** All callers arrive within this, ms. */
const MOMENT_MS = 2_000;

/**
 * A queue of all lanes without later requests, after a used or an unused window. Every quoted wait
 * should be kept.
 */
export const quietLine: Workload = (parts) => {
  const { schedule, random, want } = parts;
  enterFirst(parts);
  const startsAt = EMPTY_MS + 60_000;
  const ask = (key: string, priority: number, at: number) => {
    const wanted = wantOf(`v2:/tickers/${key}`, `c${random.whole(1, callers)}`, priority);
    schedule.after(at, () => void want(wanted));
  };
  const callers = random.whole(8, 15);
  const before = random.whole(0, 20);
  for (let one = 1; one <= before; one += 1) ask(`B${one}`, 2, random.between(EMPTY_MS, startsAt));
  const jobs = random.whole(60, 150);
  for (let one = 1; one <= jobs; one += 1)
    ask(`Q${one}`, random.whole(1, 10), startsAt + random.between(0, MOMENT_MS));
  return { endsAt: startsAt + MOMENT_MS };
};
