import type { Wanted } from "@/lib/contract/market/wanted";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { NARROW_RESOURCES, WIDE_SETUP_LISTS } from "@/lib/contract/values/resources";

/**
 * Name of a resource in this tab, also on screen. A summary is named by its symbol, `SPY`; others
 * with their kind, `SPY curve nearest`. A list has its name and `setups`, `top_setups setups`. No
 * symbol contains a space.
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
    case "setups":
      return `${symbol} setups`;
    default:
      return wanted satisfies never;
  }
}

/** What a name names: its symbol, and the words after it, none for a summary. */
export function partsOfName(name: string): { symbol: string; what: string; option: string } {
  const [symbol = "", what = "", option = ""] = name.split(" ");
  return { symbol, what, option };
}

/** True if the call for this name may also depend on a window of its own. */
export function isNarrow(name: string): boolean {
  const { symbol, what } = partsOfName(name);
  if (what === "setups") return !WIDE_SETUP_LISTS.includes(symbol);
  return NARROW_RESOURCES.some((resource) => resource === what);
}

/** Its address: `/api/curve/SPY?expiry=nearest`, with `more` in the query. */
export function wantedAddress(wanted: Wanted, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    ...(wanted.resource === "curve" ? { expiry: wanted.expiry } : {}),
    ...(wanted.resource === "history" ? { window: wanted.span } : {}),
    ...more,
  }).toString();
  const path = `/api/${wanted.resource}/${encodeURIComponent(wanted.symbol)}`;
  return query === "" ? path : `${path}?${query}`;
}

/** Returns the resource of a snapshot. */
export function wantedOfSnapshot({ resource, symbol, data }: Snapshot): Wanted {
  switch (resource) {
    case "curve":
      return { resource, symbol, expiry: data.expiry };
    case "history":
      return { resource, symbol, span: data.window };
    case "gex":
    case "expirations":
    case "setups":
      return { resource, symbol };
    default:
      return resource satisfies never;
  }
}
