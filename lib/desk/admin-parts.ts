import type { AdminSession } from "@/lib/callers/admin";
import type { NamedCaller } from "@/lib/callers/caller-labels";
import type { Deployment } from "@/lib/contract/dashboard";
import type { AuditLog } from "@/lib/metrics/audit-log";
import type { PastReader } from "@/lib/metrics/past";
import type { DeskParts } from "./parts";

/** What the verbs of the control room work with. */
export type AdminParts = {
  desk: DeskParts;
  audit: AuditLog;
  past: PastReader;
  /** Whether a session is open still. */
  isOpen(session: AdminSession): Promise<boolean>;
  nameCaller(id: string): NamedCaller;
  /** Both on the store's clock, ms. */
  deploymentStatus(heardAt: number, now: number): Deployment["status"];
  isReadOnly: boolean;
};
