/** How many more ticks than requested to try. */
const MORE_MOST = 8;

/**
 * Returns about `count` ticks, and at least `least` if there are that many. Round numbers can be so
 * far apart that a narrow axis would have a single label, which shows no scale.
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
