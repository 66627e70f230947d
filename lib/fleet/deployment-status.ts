import type { Deployment } from "@/lib/contract/dashboard";
import { fleetPolicy } from "@/lib/policy";

/** How a deployment stands that was heard of last at `heardAt`; both on the store's clock, ms. */
export function deploymentStatus(heardAt: number, now: number): Deployment["status"] {
  const silentMs = now - heardAt;
  if (silentMs <= fleetPolicy.lateAfterMs) return "up";
  return silentMs <= fleetPolicy.goneAfterMs ? "late" : "gone";
}
