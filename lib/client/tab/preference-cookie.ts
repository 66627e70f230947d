import { parsePreferences } from "@/lib/contract/visitor/parse-preferences";
import {
  encodePreferences,
  PREFERENCES_COOKIE,
  type Preferences,
} from "@/lib/contract/visitor/preferences";
import type { PreferenceShelf } from "./preference-store";

/** The longest lifetime that browsers accept for a cookie. */
const DAYS = 400;

/** This browser's preferences, shared by its tabs. Lost if the browser keeps no cookies. */
export const preferenceCookie: PreferenceShelf = {
  read: () => preferencesIn(document.cookie),
  keep(preferences) {
    if (preferences === null) write("", 0);
    else write(encodePreferences(preferences), DAYS);
  },
};

/** Parses `document.cookie`. Null: no valid preferences. */
export function preferencesIn(cookies: string): Preferences | null {
  const kept = keptIn(cookies);
  if (kept === undefined) return null;
  try {
    return parsePreferences(decodeURIComponent(kept));
  } catch {
    return null;
  }
}

/** Some browsers keep a script's cookie for a week only, so each visit renews it. */
export function renewPreferences(): void {
  const kept = keptIn(document.cookie);
  if (kept !== undefined) write(kept, DAYS);
}

function keptIn(cookies: string): string | undefined {
  const name = `${PREFERENCES_COOKIE}=`;
  const kept = cookies.split("; ").find((it) => it.startsWith(name));
  return kept?.slice(name.length);
}

function write(value: string, days: number): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${PREFERENCES_COOKIE}=${value}; Path=/; Max-Age=${days * 86_400}; SameSite=Lax${secure}`;
}
