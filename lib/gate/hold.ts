import { gatePolicy } from "@/lib/policy";

/** No call arrives later than this after its grant was asked for, in ms: derived, never configured. */
export function holdOf(upstreamTimeoutMs: number): number {
  return gatePolicy.sendWithinMs + upstreamTimeoutMs + gatePolicy.holdMarginMs;
}
