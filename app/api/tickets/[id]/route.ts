import { after } from "next/server";
import { refusalError, ticketHeaders } from "@/app/api/answer-snapshot";
import { countRequest } from "@/app/api/count-request";
import { admit } from "@/lib/http/admit";
import { emptyAnswer, jsonAnswer } from "@/lib/http/answer";
import { withLeaveSignal } from "@/lib/http/leave-signal";
import { isPassive } from "@/lib/http/passive";
import { readPrefer } from "@/lib/http/prefer";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

export const maxDuration = 90;

/** How a ticket of mine stands; `Prefer: wait` waits for its end. */
export const GET = route(async ({ request }, { id }: { id: string }) => {
  const { desk, callers, origin } = await runtime();
  const admitted = admit(request, { callers, origin });
  const held = desk.findTicket(id, admitted.caller);
  if ("kind" in held) throw refusalError(held);
  await countRequest(callers, admitted);
  const prefer = readPrefer(request.headers);
  const headers = { ...admitted.headers, ...prefer.headers };
  const waitMs = isPassive(request) ? 0 : prefer.waitSeconds * 1_000;
  const reply = await withLeaveSignal(request, (signal) => desk.readTicket(held, waitMs, signal()));
  after(() => desk.idle());
  if (reply.kind === "refused") throw refusalError(reply, headers);
  return jsonAnswer(reply.ticket, { headers: { ...ticketHeaders(reply.ticket), ...headers } });
});

/** Gives the place up. */
export const DELETE = route(async ({ request }, { id }: { id: string }) => {
  const { desk, callers, origin } = await runtime();
  const admitted = admit(request, { callers, origin });
  const held = desk.findTicket(id, admitted.caller);
  if ("kind" in held) throw refusalError(held);
  await countRequest(callers, admitted);
  await desk.giveUp(held);
  // Looking for its place may have brought a call.
  after(() => desk.idle());
  return emptyAnswer(admitted.headers);
});

export const HEAD = GET;
export const { POST, PUT, PATCH, OPTIONS } = otherMethods("GET, HEAD, DELETE");
