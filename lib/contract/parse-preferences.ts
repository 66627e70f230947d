import { parseSymbol } from "./parse-symbol";
import {
  DEFAULT_PREFERENCES,
  PREFERENCES_VERSION,
  type Preferences,
  RECENT_MOST,
  WATCHLIST_MOST,
} from "./preferences";

/**
 * The preferences of a cookie's decoded value; the defaults where there is none or it is of no use.
 * Each stands alone: one that cannot be read falls back without the others. Read by hand, as the
 * page reads them too, and a library that checks shapes would weigh as much as the rest of it.
 */
export function parsePreferences(value: string | undefined): Preferences {
  const read = jsonOf(value ?? "");
  if (read.version !== PREFERENCES_VERSION) return DEFAULT_PREFERENCES;
  return {
    watchlist: symbolsOf(read.watchlist, WATCHLIST_MOST) ?? DEFAULT_PREFERENCES.watchlist,
    recent: symbolsOf(read.recent, RECENT_MOST) ?? DEFAULT_PREFERENCES.recent,
    shortcuts: booleanOf(read.shortcuts) ?? DEFAULT_PREFERENCES.shortcuts,
    statusReads: booleanOf(read.statusReads) ?? DEFAULT_PREFERENCES.statusReads,
  };
}

/** Each once; null where one of them is no symbol in its one spelling, or they are too many. */
function symbolsOf(read: unknown, most: number): readonly string[] | null {
  if (!Array.isArray(read) || read.length > most) return null;
  const isWhole = read.every((text) => text !== null && text === parseSymbol(text));
  return isWhole ? [...new Set<string>(read)] : null;
}

function booleanOf(read: unknown): boolean | null {
  return typeof read === "boolean" ? read : null;
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
