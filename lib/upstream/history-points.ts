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
    // A date alone is taken at its beginning: figures are never made younger than they are.
    asOf: asOf ?? new Date(timeOf(last)).toISOString(),
    figures: { resource: "history", data: { window: span, points: ordered } },
  };
}

const timeOf = ({ at }: HistoryPoint) => Date.parse(at);
