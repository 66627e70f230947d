import { gatePolicy } from "@/lib/policy";

/** No call arrives later than this after its grant was requested, ms. Derived, not configurable. */
export function holdTime(upstreamTimeoutMs: number): number {
  return gatePolicy.sendWithinMs + upstreamTimeoutMs + gatePolicy.holdMarginMs;
}
