import type { Deployment } from "@/lib/contract/admin/dashboard";
import { fleetPolicy } from "@/lib/policy";

/** Returns the status of a deployment last seen at `seenAt`. Both times: store ms. */
export function deploymentStatus(seenAt: number, now: number): Deployment["status"] {
  const silentMs = now - seenAt;
  if (silentMs <= fleetPolicy.lateAfterMs) return "up";
  return silentMs <= fleetPolicy.goneAfterMs ? "late" : "gone";
}
