import { z } from "zod";
import {
  DEFAULT_PREFERENCES,
  PREFERENCES_VERSION,
  type Preferences,
  RECENT_MOST,
  WATCHLIST_MOST,
} from "./preferences";
import { symbolSchema } from "./symbol";

const symbols = (most: number) =>
  z
    .array(symbolSchema)
    .max(most)
    .transform((all) => [...new Set(all)]);

/** Each preference stands alone: one that cannot be read falls back without the others. */
const preferencesSchema = z.object({
  version: z.literal(PREFERENCES_VERSION),
  watchlist: symbols(WATCHLIST_MOST).catch([...DEFAULT_PREFERENCES.watchlist]),
  recent: symbols(RECENT_MOST).catch([]),
  shortcuts: z.boolean().catch(DEFAULT_PREFERENCES.shortcuts),
  statusReads: z.boolean().catch(DEFAULT_PREFERENCES.statusReads),
});

/** The preferences of a cookie's decoded value; the defaults where there is none or it is of no use. */
export function parsePreferences(value: string | undefined): Preferences {
  const read = preferencesSchema.safeParse(jsonOf(value ?? ""));
  if (!read.success) return DEFAULT_PREFERENCES;
  const { version: _, ...preferences } = read.data;
  return preferences;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
