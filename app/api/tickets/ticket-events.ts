import type { Ticket } from "@/lib/contract/ticket";
import type { StreamEvent } from "@/lib/http/event-stream";

/** Each change of a ticket as an event named after the state it is in. */
export async function* ticketEvents(tickets: AsyncIterable<Ticket>): AsyncGenerator<StreamEvent> {
  for await (const ticket of tickets) yield { event: ticket.state, data: ticket };
}
