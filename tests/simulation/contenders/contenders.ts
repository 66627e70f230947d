import {
  allClaim,
  closedNotReset,
  eatenRenewals,
  monotonicAlone,
  sharedRefusal,
} from "../faults/world-controls";
import { abortFreesSlot, type Contender, grantStamped, ourGate } from "./contender";
import { fixedWindow, reservoir, sortedSetLog, upstashSlidingWindow } from "./limiters";

/** Contenders that grant too many calls. A simulation that does not catch them proves nothing. */
export const controls: Contender[] = [
  fixedWindow,
  upstashSlidingWindow,
  grantStamped,
  abortFreesSlot,
  sortedSetLog,
  reservoir,
  monotonicAlone,
  closedNotReset,
  eatenRenewals,
  allClaim,
  sharedRefusal,
];

export const contenders = [ourGate, ...controls];

/**
 * The contender whose name contains this text, in any case. Throws an error that lists them all.
 */
export function findContender(name: string): Contender {
  const [found, ...more] = contenders.filter((one) =>
    one.name.toLowerCase().includes(name.toLowerCase()),
  );
  if (found && more.length === 0) return found;
  const names = contenders.map((one) => `  ${one.name}`).join("\n");
  throw new Error(`"${name}" names ${found ? "several contenders" : "no contender"} of\n${names}`);
}
