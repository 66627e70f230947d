import { refusalError, ticketHeaders, uncountedRefusal } from "@/app/api/_shared/answer-snapshot";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { emptyAnswer, jsonAnswer } from "@/lib/http/answer/answer";
import { withLeaveSignal } from "@/lib/http/process/leave-signal";
import { isPassive } from "@/lib/http/request/passive";
import { readPrefer } from "@/lib/http/request/prefer";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** One of the caller's tickets. `Prefer: wait` waits for its end. */
export const GET = callerRoute(async ({ request, desk, caller, count }, { id }: { id: string }) => {
  const owned = desk.findTicket(id, caller);
  if ("kind" in owned) throw uncountedRefusal(owned);
  await count();
  const prefer = readPrefer(request.headers);
  const waitMs = isPassive(request) ? 0 : prefer.waitSeconds * 1_000;
  const reply = await withLeaveSignal(request, (signal) =>
    desk.readTicket(owned, waitMs, signal()),
  );
  if (reply.kind === "refused") throw refusalError(reply);
  return jsonAnswer(reply.ticket, {
    headers: { ...ticketHeaders(reply.ticket), ...prefer.headers },
  });
});

/** Cancels the ticket. */
export const DELETE = callerRoute(async ({ desk, caller, count }, { id }: { id: string }) => {
  const owned = desk.findTicket(id, caller);
  if ("kind" in owned) throw uncountedRefusal(owned);
  await count();
  await desk.cancelTicket(owned);
  return emptyAnswer();
});

export const HEAD = GET;
export const { POST, PUT, PATCH, OPTIONS } = otherMethods("GET, HEAD, DELETE");
