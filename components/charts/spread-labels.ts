/**
 * Returns positions for labels near `wanted` (px, in any order) that do not overlap: at least `gap`
 * apart, within `from`..`to`, and each as near to its wanted position as its neighbors allow.
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
  // Labels past the end are moved back, the last one first.
  let highest = to;
  for (const index of order.toReversed()) {
    const place = Math.min(highest, placed[index] ?? 0);
    placed[index] = place;
    highest = place - gap;
  }
  return placed;
}
