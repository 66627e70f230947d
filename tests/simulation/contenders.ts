import { abortFreesSlot, type Contender, grantStamped, ourGate } from "./contender";
import { fixedWindow, reservoir, sortedSetLog, upstashSlidingWindow } from "./limiters";

/** What lets too many through in one way or another: a harness that misses it proves nothing. */
export const controls: Contender[] = [
  fixedWindow,
  upstashSlidingWindow,
  grantStamped,
  abortFreesSlot,
  sortedSetLog,
  reservoir,
];

export const contenders = [ourGate, ...controls];

/** The one whose name has this in it, in any case; an error that lists them all otherwise. */
export function findContender(name: string): Contender {
  const [found, ...more] = contenders.filter((one) =>
    one.name.toLowerCase().includes(name.toLowerCase()),
  );
  if (found && more.length === 0) return found;
  const names = contenders.map((one) => `  ${one.name}`).join("\n");
  throw new Error(`"${name}" names ${found ? "several contenders" : "no contender"} of\n${names}`);
}
