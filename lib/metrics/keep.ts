/** What a record holds under a key, made and put there if nothing is. */
export function keep<Value>(
  record: Record<string, Value>,
  key: string | number,
  make: () => Value,
): Value {
  const known = record[key] ?? make();
  record[key] = known;
  return known;
}
