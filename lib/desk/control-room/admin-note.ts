import type { AdminSession } from "@/lib/callers/admin";
import type { AdminAct } from "@/lib/contract/admin/admin";
import type { AdminParts } from "./admin-parts";

/** Who acted, and the id of the request. */
export type Noted = { session: AdminSession; requestId: string };

/** Writes an act to the audit log before it is done, so that it is logged whatever happens next. */
export function note(
  { audit, desk }: AdminParts,
  { session, requestId }: Noted,
  act: AdminAct,
  target: string,
): Promise<void> {
  const deployment = desk.facts.deployment;
  return audit.note({ act, target, session: session.label, deployment, requestId });
}
