import type { AdminSession } from "@/lib/callers/admin";
import type { AuditEntry, BreakerAct } from "@/lib/contract/admin/admin";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { Quota } from "@/lib/contract/quota/quota";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import { failure, type Refusal } from "@/lib/desk/answer/refusal";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { cancelRows } from "@/lib/desk/scans/cancel-rows";
import { laneAt } from "./admin-line";
import { type Noted, note } from "./admin-note";
import type { AdminParts } from "./admin-parts";

export type ActReply = { kind: "done"; quota: Quota } | Refusal;

/** Pauses a window's calls, for some minutes or until they are resumed, or resumes them. */
export async function holdBreaker(
  parts: AdminParts,
  by: Noted,
  { window, action, minutes }: BreakerAct,
): Promise<ActReply> {
  const { desk } = parts;
  if (parts.isReadOnly) return readOnly();
  if (!desk.facts.windows.some(({ name }) => name === window)) return failure("not-offered");
  const target = minutes === undefined ? window : `${window}, ${minutes} min`;
  await note(parts, by, action === "hold" ? "breaker-held" : "breaker-released", target);
  const length = minutes === undefined ? {} : { forMs: minutes * 60_000 };
  const gateSnapshot = await createStoreBudget(desk.clock).spend(
    desk.pump.control({ kind: action, window, ...length }),
  );
  return { kind: "done", quota: quotaOf(desk, gateSnapshot) };
}

/** Lowers the limit in force. The configured limit removes the lowering. */
export async function setLimit(parts: AdminParts, by: Noted, limit: number): Promise<ActReply> {
  const { desk } = parts;
  if (parts.isReadOnly) return readOnly();
  const most = desk.facts.limit;
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    const detail = `The limit must be a whole number from 1 to ${most}, the configured limit.`;
    return { kind: "refused", slug: "unprocessable", detail };
  }
  const isRestored = limit === most;
  await note(parts, by, isRestored ? "limit-restored" : "limit-lowered", String(limit));
  const act = { kind: "limit", limit: isRestored ? 0 : limit } as const;
  const gateSnapshot = await createStoreBudget(desk.clock).spend(desk.pump.control(act));
  return { kind: "done", quota: quotaOf(desk, gateSnapshot) };
}

/** Cancels any ticket by the number that the queue shows. A call in flight finishes. */
export async function cancelTicket(parts: AdminParts, by: Noted, id: string): Promise<ActReply> {
  const { desk } = parts;
  if (parts.isReadOnly) return readOnly();
  if (!/^\d{1,16}$/.test(id)) {
    return { kind: "refused", slug: "invalid-request", detail: "Not a valid ticket number." };
  }
  const budget = createStoreBudget(desk.clock);
  const gateSnapshot = await budget.spend(desk.pump.detailedSnapshot());
  const ticket = Number(id);
  const [found] = gateSnapshot.detail.line.flatMap(({ key, tickets }) =>
    tickets.flatMap((one) => (one.ticket === ticket ? { ...one, key } : [])),
  );
  if (!found) {
    return { kind: "refused", slug: "not-found", detail: "This ticket is not in the queue." };
  }
  await note(parts, by, "ticket-cancelled", id);
  if (laneAt(found.lane) === "batch") await cancelRows(desk, found);
  await createStoreBudget(desk.clock).spend(desk.pump.cancel({ key: found.key, ticket }));
  return { kind: "done", quota: quotaOf(desk, gateSnapshot) };
}

/** Deletes a copy: the next request for it makes a call. */
export async function clearCache(parts: AdminParts, by: Noted, wanted: Wanted): Promise<ActReply> {
  const { desk } = parts;
  if (parts.isReadOnly) return readOnly();
  const job = desk.upstream.jobFor(wanted);
  if (!job) return failure("not-offered");
  await note(parts, by, "cache-cleared", `${wanted.resource} ${wanted.symbol}`);
  await createStoreBudget(desk.clock).spend(desk.cache.forget(job.key));
  desk.lastKnown.forget(job.key);
  const gateSnapshot = desk.pump.lastSnapshot();
  return { kind: "done", quota: quotaOf(desk, gateSnapshot) };
}

/** Lists what admins did, newest first. */
export function readAudit(parts: AdminParts, _session: AdminSession): Promise<AuditEntry[]> {
  return createStoreBudget(parts.desk.clock).spend(parts.audit.read());
}

export function readOnly(): Refusal {
  const detail = "Admin is read-only: ADMIN_READ_ONLY is set.";
  return { kind: "refused", slug: "forbidden", detail };
}
