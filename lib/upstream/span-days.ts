import type { Span } from "@/lib/contract/wanted";

/** How many calendar days back a history goes. */
export const SPAN_DAYS: Readonly<Record<Span, number>> = {
  "5d": 5,
  "30d": 30,
  "180d": 180,
  "1y": 365,
  "2y": 730,
};
