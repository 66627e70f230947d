import type { NamedCaller } from "@/lib/callers/caller-labels";
import type { AuditLog } from "@/lib/metrics/audit-log";
import type { DeskParts } from "./parts";

/** What the verbs of the control room work with. */
export type AdminParts = {
  desk: DeskParts;
  audit: AuditLog;
  nameCaller(id: string): NamedCaller;
  isReadOnly: boolean;
};
