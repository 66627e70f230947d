import type { Span } from "@/lib/contract/market/wanted";

/** Calendar days of a history's span. */
export const SPAN_DAYS: Readonly<Record<Span, number>> = {
  "5d": 5,
  "30d": 30,
  "180d": 180,
  "1y": 365,
  "2y": 730,
};
