import { callerRoute } from "@/app/api/_shared/caller-route";
import { ticketEvents } from "@/app/api/tickets/ticket-events";
import { guardEventStream } from "@/lib/http/request/accept";
import { otherMethods } from "@/lib/http/route";
import { eventStream, readLastEventId } from "@/lib/http/streams/event-stream";

export const maxDuration = 300;

/** Streams all of the caller's tickets until none is open. */
export const GET = callerRoute(async ({ request, desk, clock, caller, count }) => {
  guardEventStream(request.headers);
  // Events have no ID to resume from. A Last-Event-ID that is too long is refused anyway.
  readLastEventId(request.headers);
  await count();
  const source = (signal: AbortSignal) => ticketEvents(desk.streamMine(caller, signal));
  return eventStream(source, { request, holder: caller, clock });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
