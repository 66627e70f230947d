/**
 * Names and defaults that server and browser share, without zod: the browser's first load has a
 * budget of bytes.
 */

/** The data of one symbol that one upstream call can return. */
export const SYMBOL_RESOURCES = ["gex", "curve", "history", "expirations"] as const;

/** The data that one upstream call can return: of a symbol, or a list of symbols (`setups`). */
export const RESOURCES = [...SYMBOL_RESOURCES, "setups"] as const;

/**
 * The upstream's lists of setups: its top setups, and its screeners. In the place of a symbol. None
 * can be one, because a symbol has no underscore.
 */
export const SETUP_LISTS = [
  "top_setups",
  "momentum_breakout",
  "capitulation_reversal",
  "range_premium_seller",
  "trend_pullback",
  "highvol_breakdown",
] as const;

export type SetupList = (typeof SETUP_LISTS)[number];

/** Whether a text is the name of a list of setups, in its one spelling. */
export function isSetupList(text: string): text is SetupList {
  return SETUP_LISTS.some((list) => list === text);
}

/** The resources of each composite, the cheapest first. Those that an API lacks are left out. */
export const COMPOSITE_PARTS: Record<
  "gamma" | "psychology",
  readonly (typeof SYMBOL_RESOURCES)[number][]
> = {
  gamma: ["gex", "curve", "expirations"],
  psychology: ["gex", "curve", "expirations", "history"],
};

/** Resources that an API may also limit by a window of their own. */
export const NARROW_RESOURCES: readonly (typeof RESOURCES)[number][] = ["curve", "expirations"];

/** Lists of setups that an API does not limit by a window of their own. Screeners have one. */
export const WIDE_SETUP_LISTS: readonly string[] = ["top_setups"];

/** Expiries with a name. `live`: all combined, computed when asked. Any other one is a date. */
export const EXPIRY_CHOICES = ["combined", "nearest", "first_monthly", "live"] as const;

/** Lengths of a history. */
export const SPANS = ["5d", "30d", "180d", "1y", "2y"] as const;

/** The options of a request that has none. */
export const DEFAULT_EXPIRY = "combined";
export const DEFAULT_SPAN = "180d";
