import type { Resource } from "@/lib/contract/resource";
import type { Snapshot } from "@/lib/contract/snapshot";
import type { Ticket } from "@/lib/contract/ticket";
import type { Wanted } from "@/lib/contract/wanted";

/**
 * What this tab calls a thing that can be asked for, on screen too: a headline by its symbol alone,
 * `SPY`; the others with what they are, `SPY curve nearest`. No symbol has a space.
 */
export function wantedName(wanted: Wanted): string {
  const { symbol, resource } = wanted;
  switch (resource) {
    case "gex":
      return symbol;
    case "curve":
      return `${symbol} curve ${wanted.expiry}`;
    case "history":
      return `${symbol} history ${wanted.span}`;
    case "expirations":
      return `${symbol} expirations`;
    default:
      return wanted satisfies never;
  }
}

/** Where it is asked for: `/api/curve/SPY?expiry=nearest`, with `more` in its query. */
export function wantedAddress(wanted: Wanted, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    ...(wanted.resource === "curve" ? { expiry: wanted.expiry } : {}),
    ...(wanted.resource === "history" ? { window: wanted.span } : {}),
    ...more,
  }).toString();
  const path = `/api/${wanted.resource}/${encodeURIComponent(wanted.symbol)}`;
  return query === "" ? path : `${path}?${query}`;
}

/** What a snapshot is of. */
export function wantedOfSnapshot({ resource, symbol, data }: Snapshot): Wanted {
  switch (resource) {
    case "curve":
      return { resource, symbol, expiry: data.expiry };
    case "history":
      return { resource, symbol, span: data.window };
    case "gex":
    case "expirations":
      return { resource, symbol };
    default:
      return resource satisfies never;
  }
}

/** What a ticket waits for; one without its choice is of what is asked for when nothing is said. */
export function wantedOfTicket({ resource, symbol, expiry, window }: Ticket): Wanted {
  switch (resource) {
    case "curve":
      return { resource, symbol, expiry: expiry ?? "combined" };
    case "history":
      return { resource, symbol, span: window ?? "180d" };
    case "gex":
    case "expirations":
      return { resource, symbol };
    default:
      return resource satisfies never;
  }
}

/** A resource as it is asked for when nothing is said: what readings are made of. */
export function plainWanted(resource: Resource, symbol: string): Wanted {
  switch (resource) {
    case "curve":
      return { resource, symbol, expiry: "combined" };
    case "history":
      return { resource, symbol, span: "180d" };
    case "gex":
    case "expirations":
      return { resource, symbol };
    default:
      return resource satisfies never;
  }
}
