/**
 * Returns the y of a value in a drawing `height` high with the range `low` to `high`. Y grows
 * downwards.
 */
function yOf(figure: number, low: number, high: number, height: number): number {
  return high === low ? height / 2 : ((high - figure) / (high - low)) * height;
}

const tenth = (number: number) => Math.round(number * 10) / 10;

type Place = { x: number; y: number };

/**
 * Returns lines through equally spaced values, in a drawing of `width` by `height`, and the zero
 * line. A missing value leaves a gap. A value between two gaps is a dot.
 */
export function sparklinePath(
  figures: readonly (number | null)[],
  { width, height }: { width: number; height: number },
): { lines: string[]; dots: Place[]; last: Place; zero: number | null } {
  const known = figures.filter((figure) => figure !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = width / Math.max(1, figures.length - 1);
  const runs: Place[][] = [[]];
  figures.forEach((figure, index) => {
    if (figure === null) runs.push([]);
    else runs.at(-1)?.push({ x: tenth(index * step), y: tenth(yOf(figure, low, high, height)) });
  });
  return {
    lines: runs
      .filter((run) => run.length > 1)
      .map((run) => run.map(({ x, y }) => `${x},${y}`).join(" ")),
    dots: runs.flatMap((run) => (run.length === 1 ? run : [])),
    last: runs.flat().at(-1) ?? { x: 0, y: 0 },
    // Without a change of sign, a zero line would only flatten the curve.
    zero: low < 0 && high > 0 ? tenth(yOf(0, low, high, height)) : null,
  };
}
