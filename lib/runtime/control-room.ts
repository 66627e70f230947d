import { randomBytes } from "node:crypto";
import { type Admin, createAdmin } from "@/lib/callers/admin";
import { createCallerLabels } from "@/lib/callers/caller-labels";
import type { AccessKeys } from "@/lib/callers/keys/access-keys";
import { createLoginThrottle, type LoginThrottle } from "@/lib/callers/login-throttle";
import type { Signer } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import type { Services } from "@/lib/desk/base/services";
import { type ControlRoom, createControlRoom } from "@/lib/desk/control-room/create-control-room";
import type { Environment } from "@/lib/environment/environment";
import { deploymentStatus } from "@/lib/fleet/deployment-status";
import type { Heartbeats } from "@/lib/fleet/heartbeats";
import { houseUse } from "@/lib/gate/house-use";
import { hideFromLog, systemLog } from "@/lib/http/log/system-log";
import { createAuditLog } from "@/lib/metrics/audit-log";
import type { MetricsLog } from "@/lib/metrics/metrics-log";
import { createPast } from "@/lib/metrics/past";
import type { KeptFile } from "@/lib/redis/kept-file";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";

export type ControlRoomParts = {
  admin: Admin;
  adminThrottle: LoginThrottle;
  controlRoom: ControlRoom;
};

type Built = {
  store: Store;
  keys: Keys;
  signer: Signer;
  kept: KeptFile | null;
  desk: Services;
  log: MetricsLog;
  accessKeys: AccessKeys;
  heartbeats: Heartbeats;
};

/**
 * Builds the admin services. Without a password sign-in is impossible, and none of them can be
 * reached. A secondary has none: its primary has the Admin.
 */
export async function buildControlRoom(env: Environment, built: Built): Promise<ControlRoomParts> {
  const { store, keys, signer, kept, desk, log, accessKeys, heartbeats } = built;
  const shared = { store, keys, signer, clock: systemClock };
  const makesPassword = kept && env.primary === null;
  const password = env.adminPassword ?? (makesPassword ? await madePassword(kept) : null);
  const admin = createAdmin({ ...shared, password, origin: env.origin });
  return {
    admin,
    adminThrottle: createLoginThrottle({ ...shared, door: "admin-login" }),
    controlRoom: createControlRoom({
      desk,
      audit: createAuditLog({ store, keys }),
      isOpen: admin.isOpen,
      accessKeys,
      nameCaller: createCallerLabels(signer, accessKeys.nameOf),
      past: createPast({ log, clock: systemClock }),
      deploymentStatus,
      houseUse,
      readHeartbeats: heartbeats.read,
      isReadOnly: env.adminReadOnly,
    }),
  };
}

/**
 * With the embedded store: creates a password on the first start, prints it once, and stores it in
 * DATA_DIR.
 */
async function madePassword(kept: KeptFile): Promise<string> {
  const made = randomBytes(15).toString("base64url");
  const password = await kept.secret("admin-password", () => made);
  if (password === made) {
    systemLog().warn(`The admin password is ${made} (also in DATA_DIR/admin-password.kept).`);
  }
  hideFromLog(password);
  return password;
}
