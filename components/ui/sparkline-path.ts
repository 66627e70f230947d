/** Where a figure lies in a drawing `height` high whose range is `low` to `high`; y grows downwards. */
function yOf(figure: number, low: number, high: number, height: number): number {
  return high === low ? height / 2 : ((high - figure) / (high - low)) * height;
}

const tenth = (number: number) => Math.round(number * 10) / 10;

/** A line through figures at equal distances, in a drawing of `width` by `height`; with its zero. */
export function sparklinePath(
  figures: readonly number[],
  { width, height }: { width: number; height: number },
): { points: string; last: { x: number; y: number }; zero: number | null } {
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  const step = width / Math.max(1, figures.length - 1);
  const places = figures.map((figure, index) => ({
    x: tenth(index * step),
    y: tenth(yOf(figure, low, high, height)),
  }));
  return {
    points: places.map(({ x, y }) => `${x},${y}`).join(" "),
    last: places.at(-1) ?? { x: 0, y: 0 },
    // Where no figure changes its sign, zero would only press the line flat.
    zero: low < 0 && high > 0 ? tenth(yOf(0, low, high, height)) : null,
  };
}
