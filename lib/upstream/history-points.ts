import type { HistoryPoint } from "@/lib/contract/history-data";
import type { Span } from "@/lib/contract/wanted";
import { type BodyOutcome, invalidBody } from "./call-outcome";

/** A history of its points: ascending, each moment once, the last word of a moment kept. */
export function historyOf(
  points: readonly HistoryPoint[],
  span: Span,
  asOf: string | null,
): BodyOutcome {
  const byTime = new Map(points.map((point) => [point.at, point]));
  const ordered = [...byTime.values()].sort((one, other) => timeOf(one) - timeOf(other));
  const last = ordered.at(-1);
  if (!last) return invalidBody("The upstream's history is empty.");
  return {
    kind: "answered",
    arrived: true,
    asOf: asOf ?? beginningOf(last),
    figures: { resource: "history", data: { window: span, points: ordered } },
  };
}

/**
 * A date alone is taken at its beginning: figures are never made younger than they are. By New York's
 * clock, whose day begins by this hour of UTC, summer or winter: sooner it is still the day before.
 */
function beginningOf(point: HistoryPoint): string {
  const isDate = point.at.length === DATE_LENGTH;
  return new Date(timeOf(point) + (isDate ? NEW_YORK_LAG_MS : 0)).toISOString();
}

const DATE_LENGTH = "YYYY-MM-DD".length;
const NEW_YORK_LAG_MS = 5 * 3_600_000;

const timeOf = ({ at }: HistoryPoint) => Date.parse(at);
