/** What was shown keeps its order; what is new comes after it, in its own. */
export function keepOrder(shown: readonly string[], sorted: readonly string[]): readonly string[] {
  const here = new Set(sorted);
  const known = new Set(shown);
  return [...shown.filter((key) => here.has(key)), ...sorted.filter((key) => !known.has(key))];
}
