/** The names of a point's time, as clients of v2 read it. */
const TIME_NAMES = ["date", "t", "timestamp"] as const;

/**
 * A series body with `data.series` as columns, `{"t": […], "price": […]}`, becomes one with
 * `data.points`. A column that is shorter or longer than the times cannot be matched with them, so
 * its name is returned as unreadable. Any other body is returned as it is.
 */
export function pointsOfColumns(json: unknown): { json: unknown; unreadable: readonly string[] } {
  const data = fieldOf(json, "data");
  const series = fieldOf(data, "series");
  if (!isRecord(json) || !isRecord(data) || series === undefined || data.points !== undefined) {
    return { json, unreadable: [] };
  }
  if (!isRecord(series)) return { json: withPoints(json, data, series), unreadable: [] };
  const times = TIME_NAMES.map((name) => series[name]).find(Array.isArray);
  if (times === undefined) return { json, unreadable: ["data.series"] };
  const columns = Object.entries(series).filter(([, column]) => Array.isArray(column));
  const isMatched = ([, column]: [string, unknown]) =>
    Array.isArray(column) && column.length === times.length;
  const matched = columns.filter(isMatched);
  const points = times.map((_, place) =>
    Object.fromEntries(
      matched.map(([name, column]) => [name, Array.isArray(column) ? column[place] : null]),
    ),
  );
  const isUnmatched = columns.length > matched.length;
  return {
    json: withPoints(json, data, points),
    unreadable: isUnmatched ? ["data.series"] : [],
  };
}

type Sent = Readonly<Record<string, unknown>>;

function withPoints(json: Sent, data: Sent, points: unknown): unknown {
  return { ...json, data: { ...data, points } };
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Sent {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
