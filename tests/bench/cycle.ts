import { gatePolicy } from "@/lib/policy";
import type { Rule } from "./contender";

/** How long the upstream takes to answer, ms. */
export const LATENCY_MS = { min: 120, max: 180 };
export const USUAL_LATENCY_MS = (LATENCY_MS.min + LATENCY_MS.max) / 2;

/**
 * The shortest time, ms, after which a slot can be used again by a gate that counts a call from its
 * answer on: window + e + latency.
 */
export function cycleMsOf({ windowMs }: Rule): number {
  return windowMs + gatePolicy.toleranceMs + USUAL_LATENCY_MS;
}
