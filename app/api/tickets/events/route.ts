import { after } from "next/server";
import { countRequest } from "@/app/api/count-request";
import { ticketEvents } from "@/app/api/tickets/ticket-events";
import { guardEventStream } from "@/lib/http/accept";
import { admit } from "@/lib/http/admit";
import { eventStream, readLastEventId } from "@/lib/http/event-stream";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

export const maxDuration = 300;

/** All my tickets as one event stream; it ends when none is open. */
export const GET = route(async ({ request }) => {
  const { desk, callers, origin, clock } = await runtime();
  const admitted = admit(request, { callers, origin });
  const { caller, headers } = admitted;
  guardEventStream(request.headers);
  // No event has an id to go on from; an over-long one is refused all the same.
  readLastEventId(request.headers);
  await countRequest(callers, admitted);
  after(() => desk.idle());
  const source = (signal: AbortSignal) => ticketEvents(desk.streamMine(caller, signal));
  return eventStream(source, { request, callerId: caller.id, clock, headers });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
