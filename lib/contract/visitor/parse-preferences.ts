import { isSymbol, parseSymbol } from "@/lib/contract/market/parse-symbol";
import {
  DEFAULT_PREFERENCES,
  PREFERENCES_VERSION,
  type Preferences,
  RECENT_MOST,
  WATCHLIST_MOST,
} from "./preferences";

/**
 * Reads the preferences from a cookie's decoded value. Defaults replace a missing or unreadable
 * value, each on its own. It is written by hand because the page uses it too, and a schema library
 * would be as large as the rest of the page's code for this.
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

/**
 * The symbols, each once. Null when one is not a symbol, or when there are too many. A symbol that
 * was saved in another spelling (`^SPX`) is read as its own.
 */
function symbolsOf(read: unknown, most: number): readonly string[] | null {
  if (!Array.isArray(read) || read.length > most) return null;
  if (!read.every(isSymbol)) return null;
  return [...new Set(read.flatMap((text) => parseSymbol(text) ?? []))];
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
