import { after } from "next/server";
import { refusalError } from "@/app/api/answer-snapshot";
import { countRequest } from "@/app/api/count-request";
import { ticketEvents } from "@/app/api/tickets/ticket-events";
import { guardEventStream } from "@/lib/http/accept";
import { admit } from "@/lib/http/admit";
import { eventStream, readLastEventId } from "@/lib/http/event-stream";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

export const maxDuration = 300;

/** One ticket as an event stream, at each change, until it ended. */
export const GET = route(async ({ request }, { id }: { id: string }) => {
  const { desk, callers, origin, clock } = await runtime();
  const admitted = admit(request, { callers, origin });
  const { caller, headers } = admitted;
  guardEventStream(request.headers);
  // No event has an id to go on from; an over-long one is refused all the same.
  readLastEventId(request.headers);
  const held = desk.findTicket(id, caller);
  if ("kind" in held) throw refusalError(held);
  await countRequest(callers, admitted);
  after(() => desk.idle());
  const stream = await desk.streamTicket(held);
  if (stream.kind === "refused") throw refusalError(stream);
  const source = (signal: AbortSignal) => ticketEvents(stream.tickets(signal));
  return eventStream(source, { request, callerId: caller.id, clock, headers });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
