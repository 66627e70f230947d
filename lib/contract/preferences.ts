import { DEFAULT_WATCHLIST } from "./home";

/**
 * What a person chose, kept in their browser as one cookie: the page is drawn with it at once, and
 * nothing is kept about anybody here. The theme has its own place (theme.ts).
 */
export type Preferences = {
  /** In the person's own order. */
  watchlist: readonly string[];
  /** Symbols opened by search, the last first. */
  recent: readonly string[];
  /** Whether single keys are shortcuts. */
  shortcuts: boolean;
  /** Whether the quota is read once a minute while the tab is looked at. */
  statusReads: boolean;
};

export const PREFERENCES_COOKIE = "gammagate.preferences";
/** Of the one spelling; another is forgotten, not guessed at. */
export const PREFERENCES_VERSION = 1;

/** A cookie holds 4 KB, and a person looks at no more. */
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
