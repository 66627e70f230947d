import type { Rule } from "./contenders/contender";
import type { Result } from "./judge";

/** Share of the calls that the limit allows at best. */
const USED_AT_LEAST = 0.99;

/** The failures of ours as sentences. Empty when it kept its promises. */
export function verdictOf({ worst, pace }: Result, { limit }: Rule): string[] {
  const wrong: string[] = [];
  if (worst > limit) wrong.push(`${worst} arrivals in one window: more than ${limit}`);
  // A slot that was never used again was not measured.
  if (pace.took === 0) wrong.push("No slot was used a second time: nothing was measured");
  if (pace.ideal < pace.took * USED_AT_LEAST) wrong.push("More than 1 % of the limit was not used");
  return wrong;
}
