import type { Deployment } from "@/lib/contract/admin/dashboard";
import { fleetPolicy } from "@/lib/policy";

/** Returns the status of a deployment last seen at `heardAt`. Both times: store ms. */
export function deploymentStatus(heardAt: number, now: number): Deployment["status"] {
  const silentMs = now - heardAt;
  if (silentMs <= fleetPolicy.lateAfterMs) return "up";
  return silentMs <= fleetPolicy.goneAfterMs ? "late" : "gone";
}
