import { refusalError, uncountedRefusal } from "@/app/api/_shared/answer-snapshot";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { ticketEvents } from "@/app/api/tickets/ticket-events";
import { guardEventStream } from "@/lib/http/request/accept";
import { otherMethods } from "@/lib/http/route";
import { eventStream, readLastEventId } from "@/lib/http/streams/event-stream";

export const maxDuration = 300;

/** Streams each change of a ticket until it ends. */
export const GET = callerRoute(
  async ({ request, desk, clock, caller, count }, { id }: { id: string }) => {
    guardEventStream(request.headers);
    // Events have no ID to resume from. A Last-Event-ID that is too long is refused anyway.
    readLastEventId(request.headers);
    const owned = desk.findTicket(id, caller);
    if ("kind" in owned) throw uncountedRefusal(owned);
    await count();
    const stream = await desk.streamTicket(owned);
    if (stream.kind === "refused") throw refusalError(stream);
    const source = (signal: AbortSignal) => ticketEvents(stream.tickets(signal));
    return eventStream(source, { request, holder: caller, clock });
  },
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
