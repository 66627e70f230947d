import { DEFAULT_WATCHLIST } from "@/lib/contract/page/home";

/**
 * A person's choices, kept in one cookie of their browser. The server renders the page with it at
 * once and stores nothing about anyone. The theme has its own place (theme.ts).
 */
export type Preferences = {
  /** In the person's own order. */
  watchlist: readonly string[];
  /** Symbols opened by search, the latest first. */
  recent: readonly string[];
  /** Whether single keys are shortcuts. */
  shortcuts: boolean;
  /** Whether a visible tab reads the quota once a minute. */
  statusReads: boolean;
};

export const PREFERENCES_COOKIE = "gammagate.preferences";
/** Preferences of another version are dropped, not converted. */
export const PREFERENCES_VERSION = 1;

/** A cookie holds 4 KB, and more rows are of no use. */
export const WATCHLIST_MOST = 100;
export const RECENT_MOST = 8;

export const DEFAULT_PREFERENCES: Preferences = {
  watchlist: DEFAULT_WATCHLIST,
  recent: [],
  shortcuts: true,
  statusReads: true,
};

/** The cookie's value: percent-encoded JSON. */
export function encodePreferences(preferences: Preferences): string {
  return encodeURIComponent(JSON.stringify({ version: PREFERENCES_VERSION, ...preferences }));
}
