/**
 * Places for labels that want to stand at `wanted` (px, in any order) without covering each other:
 * at least `gap` apart and within `from`..`to`, each as near to its wish as its neighbours let it.
 */
export function spreadLabels(
  wanted: readonly number[],
  { gap, from, to }: { gap: number; from: number; to: number },
): number[] {
  const order = wanted.map((_, index) => index);
  order.sort((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0));
  const placed: number[] = [];
  let lowest = from;
  for (const index of order) {
    const place = Math.max(lowest, Math.min(to, wanted[index] ?? 0));
    placed[index] = place;
    lowest = place + gap;
  }
  // What ran over the end is pushed back, the last first.
  let highest = to;
  for (const index of order.toReversed()) {
    const place = Math.min(highest, placed[index] ?? 0);
    placed[index] = place;
    highest = place - gap;
  }
  return placed;
}
