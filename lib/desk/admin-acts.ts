import type { AdminSession } from "@/lib/callers/admin";
import type { AuditEntry, BreakerAct } from "@/lib/contract/admin";
import type { Quota } from "@/lib/contract/quota";
import type { Wanted } from "@/lib/contract/wanted";
import { laneAt } from "./admin-line";
import { type Noted, note } from "./admin-note";
import type { AdminParts } from "./admin-parts";
import { giveUpRows } from "./give-up-rows";
import { quotaOf } from "./read-quota";
import { failure, type Refusal } from "./refusal";
import { createStoreBudget } from "./store-budget";

export type ActReply = { kind: "done"; quota: Quota } | Refusal;

/** Holds the calls of a window back, or lets them go again. */
export async function holdBreaker(
  parts: AdminParts,
  by: Noted,
  { window, action }: BreakerAct,
): Promise<ActReply> {
  const { desk } = parts;
  if (parts.isReadOnly) return readOnly();
  if (!desk.facts.windows.includes(window)) return failure("not-offered");
  await note(parts, by, action === "hold" ? "breaker-held" : "breaker-released", window);
  const look = await createStoreBudget(desk.clock).spend(
    desk.pump.control({ kind: action, window }),
  );
  return { kind: "done", quota: quotaOf(desk, look) };
}

/** Lowers the limit in force; the configured one takes the lowering back. */
export async function setLimit(parts: AdminParts, by: Noted, limit: number): Promise<ActReply> {
  const { desk } = parts;
  if (parts.isReadOnly) return readOnly();
  const most = desk.facts.limit;
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    const detail = `The limit is a whole number from 1 to ${most}, the configured one.`;
    return { kind: "refused", slug: "unprocessable", detail };
  }
  const isRestored = limit === most;
  await note(parts, by, isRestored ? "limit-restored" : "limit-lowered", String(limit));
  const act = { kind: "limit", limit: isRestored ? 0 : limit } as const;
  const look = await createStoreBudget(desk.clock).spend(desk.pump.control(act));
  return { kind: "done", quota: quotaOf(desk, look) };
}

/** Gives up any ticket, by the number the line shows; a call under way finishes. */
export async function cancelTicket(parts: AdminParts, by: Noted, id: string): Promise<ActReply> {
  const { desk } = parts;
  if (parts.isReadOnly) return readOnly();
  if (!/^\d{1,16}$/.test(id)) {
    return { kind: "refused", slug: "invalid-request", detail: "This is not a ticket's number." };
  }
  const budget = createStoreBudget(desk.clock);
  const look = await budget.spend(desk.pump.lookInDetail());
  const ticket = Number(id);
  const [found] = look.detail.line.flatMap(({ key, tickets }) =>
    tickets.flatMap((one) => (one.ticket === ticket ? { ...one, key } : [])),
  );
  if (!found) {
    return { kind: "refused", slug: "not-found", detail: "No such ticket is in line." };
  }
  await note(parts, by, "ticket-cancelled", id);
  if (laneAt(found.lane) === "batch") await giveUpRows(desk, found);
  await createStoreBudget(desk.clock).spend(desk.pump.leave({ key: found.key, ticket }));
  return { kind: "done", quota: quotaOf(desk, look) };
}

/** Forgets a copy: the next ask for it calls again. */
export async function clearCache(parts: AdminParts, by: Noted, wanted: Wanted): Promise<ActReply> {
  const { desk } = parts;
  if (parts.isReadOnly) return readOnly();
  const job = desk.upstream.jobFor(wanted);
  if (!job) return failure("not-offered");
  await note(parts, by, "cache-cleared", `${wanted.resource} ${wanted.symbol}`);
  await createStoreBudget(desk.clock).spend(desk.cache.forget(job.key));
  desk.lastKnown.forget(job.key);
  const look = desk.pump.lastLook(Number.POSITIVE_INFINITY);
  return { kind: "done", quota: quotaOf(desk, look) };
}

/** What admins did, newest first. */
export function readAudit(parts: AdminParts, _session: AdminSession): Promise<AuditEntry[]> {
  return createStoreBudget(parts.desk.clock).spend(parts.audit.read());
}

function readOnly(): Refusal {
  const detail = "This control room is read-only: ADMIN_READ_ONLY is set.";
  return { kind: "refused", slug: "forbidden", detail };
}
