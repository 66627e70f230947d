/** Keeps the order of shown items. New items follow in their own order. */
export function keepOrder(shown: readonly string[], sorted: readonly string[]): readonly string[] {
  const here = new Set(sorted);
  const known = new Set(shown);
  return [...shown.filter((key) => here.has(key)), ...sorted.filter((key) => !known.has(key))];
}
