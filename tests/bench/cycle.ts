import { gatePolicy } from "@/lib/policy";
import type { Rule } from "./contenders/contender";

/** Response time of the upstream, ms. */
export const LATENCY_MS = { min: 120, max: 180 };
export const USUAL_LATENCY_MS = (LATENCY_MS.min + LATENCY_MS.max) / 2;

/**
 * The shortest time until a slot can be used again, ms, for a gate that counts a call from its
 * answer on: window + e + latency.
 */
export function cycleMsOf({ windowMs }: Rule): number {
  return windowMs + gatePolicy.toleranceMs + USUAL_LATENCY_MS;
}
