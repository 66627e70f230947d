/** Reproducible randomness: the same seed returns the same numbers in the same order. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  /** A whole number in [from, to]. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  /** The span until the next spontaneous event, with this average. */
  exponential(average: number): number;
  pick<const T>(choices: readonly [T, ...T[]]): T;
  /** Creates an independent source, so that one part does not change the numbers of another. */
  fork(): Random;
};

/** Mulberry32: 32 bits of state, good enough to shuffle schedules. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed, 2_654_435_761) | 0;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    exponential: (average) => -Math.log(1 - next()) * average,
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    fork: () => createRandom(Math.floor(next() * 2 ** 31)),
  };
}
