/** Returns the record's value for a key. Creates it if it is missing. */
export function getOrCreate<Value>(
  record: Record<string, Value>,
  key: string | number,
  make: () => Value,
): Value {
  const known = record[key] ?? make();
  record[key] = known;
  return known;
}
