/** Beyond so many more than asked for, there are no more to be had. */
const MORE_MOST = 8;

/**
 * About `count` ticks, yet at least `least` where there are as many: round figures can be so far
 * apart that a narrow axis would name one of them, which measures nothing.
 */
export function enoughTicks<Tick>(
  count: number,
  least: number,
  ticks: (count: number) => readonly Tick[],
): Tick[] {
  for (let wanted = count; wanted < count + MORE_MOST; wanted += 1) {
    const found = ticks(wanted);
    if (found.length >= least) return [...found];
  }
  return [...ticks(count)];
}
