import { createAdmin } from "@/lib/callers/admin";
import { createCallerLabels } from "@/lib/callers/caller-labels";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import type { Services } from "@/lib/desk/base/services";
import type { AdminParts } from "@/lib/desk/control-room/admin-parts";
import { deploymentStatus } from "@/lib/fleet/deployment-status";
import { houseUse } from "@/lib/gate/house-use";
import { createAuditLog } from "@/lib/metrics/audit-log";
import type { Store } from "@/lib/redis/store";
import { keys, keysOn, SECRET } from "../callers/setup";
import { pastOn } from "../metrics/past-rig";

/** Creates the real parts of Admin around a desk, with an open session. */
export async function createRoomRig(store: Store, desk: Services) {
  const signer = createSigner(SECRET);
  const shared = { store, keys, signer, clock: systemClock, origin: null };
  const admin = createAdmin({ ...shared, password: "the password of this room" });
  const { session } = await admin.open();
  const accessKeys = keysOn(store);
  const parts: AdminParts = {
    desk,
    audit: createAuditLog({ store, keys }),
    past: pastOn(store),
    isOpen: admin.isOpen,
    accessKeys,
    nameCaller: createCallerLabels(signer, accessKeys.nameOf),
    deploymentStatus,
    houseUse,
    readHeartbeats: async () => [],
    isReadOnly: false,
  };
  return { admin, session, parts };
}
