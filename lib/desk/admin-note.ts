import type { AdminSession } from "@/lib/callers/admin";
import type { AdminAct } from "@/lib/contract/admin";
import type { AdminParts } from "./admin-parts";

/** What was done to what, by whom, as the request that asked for it. */
export type Noted = { session: AdminSession; requestId: string };

/** Notes an act before it is done: whatever happens then, it is in the audit. */
export function note(
  { audit, desk }: AdminParts,
  { session, requestId }: Noted,
  act: AdminAct,
  target: string,
): Promise<void> {
  const deployment = desk.facts.deployment;
  return audit.note({ act, target, session: session.label, deployment, requestId });
}
