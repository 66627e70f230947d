import type { HistoryData } from "@/lib/contract/market/history-data";
import type { Span } from "@/lib/contract/market/wanted";
import { addDays, newYorkDay } from "@/lib/new-york-time";
import { SPAN_DAYS } from "@/lib/upstream/figures/span-days";
import type { DemoLooks } from "./demo-looks";
import { demoPath, MINUTE_MS } from "./demo-path";
import { demoState } from "./demo-state";
import type { DemoSymbol } from "./demo-symbols";

/**
 * The last update of each trading day of the span, and the current one (`asOf`, ms) last. A New York
 * day has one point.
 */
export function demoHistory(
  symbol: DemoSymbol,
  asOf: number,
  span: Span,
  looks: Pick<DemoLooks, "lastOf">,
): HistoryData {
  const days = SPAN_DAYS[span];
  const today = newYorkDay(asOf);
  const times = Array.from({ length: days }, (_, index) => addDays(today, index - days)).flatMap(
    (day) => looks.lastOf(symbol.name, day) ?? [],
  );
  const path = demoPath(symbol, Math.floor(asOf / MINUTE_MS));
  const points = [...times, asOf].map((at) => ({
    at: new Date(at).toISOString(),
    ...demoState(path, Math.floor(at / MINUTE_MS)),
  }));
  return { window: span, points };
}
