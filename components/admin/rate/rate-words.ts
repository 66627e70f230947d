import { callRate, hitRate } from "@/components/admin/room/series-figures";
import {
  easternTime,
  formatElapsed,
  formatFraction,
  formatNumber,
  formatWhole,
} from "@/components/ui/format";
import type { Dashboard, Point } from "@/lib/contract/admin/dashboard";
import type { BreakerSpan } from "./breaker-spans";

/** Formats the start of a step, with the day when the range is longer than a day. */
export function stepTime(at: number | string, range: Dashboard["range"]): string {
  const { date, minute } = easternTime(typeof at === "number" ? at : Date.parse(at));
  return range === "7d" ? `${date} ${minute}` : minute;
}

/** Formats the calls per window. The number is whole when a step is one window. */
export function rateWords(
  point: Point,
  { stepSeconds, quota }: Pick<Dashboard, "stepSeconds" | "quota">,
): string {
  if (stepSeconds === quota.windowSeconds) return formatWhole(point.calls);
  return formatNumber(callRate(point, stepSeconds, quota.windowSeconds), 1);
}

/** Describes one step for screen readers. */
export function pointText(point: Point | undefined, dashboard: Dashboard): string {
  if (point === undefined) return "";
  const { quota, range } = dashboard;
  return [
    stepTime(point.at, range),
    `${rateWords(point, dashboard)} API calls per ${quota.windowSeconds}s`,
    `longest queue ${point.queueMax}`,
    `hit rate ${formatFraction(hitRate(point))}`,
    `queue time p95 ${formatElapsed(point.waitP95Seconds)}`,
    `${point.denied} rejected`,
    `${point.failed} failed`,
  ].join(", ");
}

/** Describes one period of a breaker: `open 10:36 to 10:37: its limit is reached`. */
export function spanWords({ state, from, to, reason }: BreakerSpan): string {
  const times = `${easternTime(from).second} to ${easternTime(to).second}`;
  return `${state}, ${times}${reason === null ? "" : `: ${reason}`}`;
}
