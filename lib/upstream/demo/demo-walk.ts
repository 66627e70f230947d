import { demoSeed } from "./demo-fraction";

/** Monday, 2021-01-04, in days since 1970: every walk begins there, so a day has one value. */
const FIRST_DAY = 18_631;
/** The last weekday with a value of its own, in the 22nd century. It bounds the work. */
const WEEKDAYS_MOST = 40_000;

/** The number of a weekday. A weekend counts as its Friday. `day`: days since 1970. */
export function weekdayOf(day: number): number {
  const days = Math.max(0, day - FIRST_DAY);
  return Math.min(WEEKDAYS_MOST, Math.floor(days / 7) * 5 + Math.min(days % 7, 4));
}

/**
 * A random walk that returns to its mean: one value a weekday up to `last`, mean 0, standard
 * deviation 1. `memory` is the number of weekdays in which a move fades to 37 %. The seed is the
 * symbol and the walk's name, so a value never depends on who asks or when.
 */
export function demoWalk(symbol: string, name: string, last: number, memory: number): number[] {
  const random = createRandom(demoSeed(symbol, name));
  const kept = Math.exp(-1 / memory);
  const fresh = Math.sqrt(1 - kept * kept);
  return trace(last, (before) => kept * before + fresh * normalLike(random));
}

/** A walk without sudden moves: the running mean of a walk, again with standard deviation 1. */
export function smoothWalk(symbol: string, name: string, last: number, memory: number): number[] {
  const rough = demoWalk(symbol, name, last, memory);
  const kept = Math.exp(-1 / memory);
  // The deviation of the mean of such a walk, whose moves fade as slowly as the mean forgets.
  const deviation = Math.sqrt(1 + kept * kept) / (1 - kept * kept);
  return trace(last, (before, day) => kept * before + (rough[day] ?? 0) / deviation);
}

/** The running mean of a series, with the weight of 1 / `days` for each new value. */
export function runningMean(series: readonly number[], days: number): number[] {
  return trace(series.length - 1, (before, day) => before + ((series[day] ?? 0) - before) / days);
}

function trace(last: number, next: (before: number, day: number) => number): number[] {
  const values: number[] = [];
  for (let day = 0; day <= last; day += 1) values.push(next(values[day - 1] ?? 0, day));
  return values;
}

/** About normal, never beyond 3.5: four dice, mean 0 and standard deviation 1. */
function normalLike(random: () => number): number {
  return (random() + random() + random() + random() - 2) * Math.sqrt(3);
}

/** Mulberry32: numbers in [0, 1) from a 32-bit seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
