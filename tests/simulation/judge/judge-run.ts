import type { Wish } from "../instance";
import type { Arrival } from "../upstream";
import { isExpensive } from "../workloads/workload";
import { type Holes, setHolesAside } from "./holes";
import type { Ledger } from "./ledger";
import { EXPENSIVE_LIMIT, LIMIT, WINDOW_MS } from "./limits";
import { brokenByRefusals, brokenWishes } from "./promises";
import { refusedCalls } from "./refused-calls";

export type RunJudged = {
  /** The most arrivals in any window, except those that no gate can prevent. */
  worst: number;
  holes: Holes;
  /** Each broken promise as a sentence. */
  broken: string[];
};

type Parts = {
  arrivals: Arrival[];
  wishes: Wish[];
  ledger: Ledger;
  couldReport(name: string, from: number, to: number): boolean;
};

/** Compares a run with the promises. */
export function judgeRun({ arrivals, wishes, ledger, couldReport }: Parts): RunJudged {
  const { grantOf } = ledger;
  const all = setHolesAside({ arrivals, grantOf, windowMs: WINDOW_MS });
  const curves = arrivals.filter(({ key }) => isExpensive(key));
  const expensive = setHolesAside({ arrivals: curves, grantOf, windowMs: WINDOW_MS });
  const broken = [
    ...ledger.broken(),
    ...brokenWishes(wishes),
    ...brokenByRefusals(refusedCalls({ arrivals, ledger, couldReport })),
  ];
  if (all.worst > LIMIT) broken.push(`${all.worst} arrivals in one window`);
  if (expensive.worst > EXPENSIVE_LIMIT) broken.push(`${expensive.worst} curves in one window`);
  return { worst: all.worst, holes: all.holes, broken };
}
