import type { Ticket } from "@/lib/contract/queue/ticket";
import type { StreamEvent } from "@/lib/http/streams/event-stream";

/** Turns each change of a ticket into an event. The event's name is the ticket's state. */
export async function* ticketEvents(tickets: AsyncIterable<Ticket>): AsyncGenerator<StreamEvent> {
  for await (const ticket of tickets) yield { event: ticket.state, data: ticket };
}
