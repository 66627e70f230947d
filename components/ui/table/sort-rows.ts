export type Direction = "asc" | "desc";

/** Sorts rows by one number or text. Equal rows keep their order. Missing values come last. */
export function sortRows<Row>(
  rows: readonly Row[],
  read: (row: Row) => number | string | null,
  direction: Direction,
): readonly Row[] {
  const sign = direction === "asc" ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [first, second] = [read(one), read(other)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (first === second) return 0;
    return first < second ? -sign : sign;
  });
}
