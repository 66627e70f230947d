import type { AdminSession } from "@/lib/callers/admin";
import type { NamedCaller } from "@/lib/callers/caller-labels";
import type { AccessKeys } from "@/lib/callers/keys/access-keys";
import type { Deployment } from "@/lib/contract/admin/dashboard";
import type { Services } from "@/lib/desk/base/services";
import type { Heartbeats } from "@/lib/fleet/heartbeats";
import type { DetailedGateSnapshot } from "@/lib/gate/gate-snapshot";
import type { HouseUse } from "@/lib/gate/house-use";
import type { AuditLog } from "@/lib/metrics/audit-log";
import type { PastReader } from "@/lib/metrics/past";

/** What the admin verbs work with. */
export type AdminParts = {
  desk: Services;
  audit: AuditLog;
  past: PastReader;
  accessKeys: AccessKeys;
  /** Whether a session is still open. */
  isOpen(session: AdminSession): Promise<boolean>;
  nameCaller(id: string): NamedCaller;
  /** Both times: store ms. */
  deploymentStatus(seenAt: number, now: number): Deployment["status"];
  /** What each house uses of the main window, and waits for. */
  houseUse(gateSnapshot: DetailedGateSnapshot): HouseUse[];
  /** The deployments that have a store of their own. */
  readHeartbeats: Heartbeats["read"];
  isReadOnly: boolean;
};
