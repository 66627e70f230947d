import {
  encodePreferences,
  PREFERENCES_COOKIE,
  type Preferences,
} from "@/lib/contract/preferences";

/** The longest that browsers keep a cookie. */
const DAYS = 400;

/** Keeps the preferences in this browser; null forgets them. A browser that keeps no cookies forgets all. */
export function keepPreferences(preferences: Preferences | null): void {
  write(
    preferences === null ? "" : encodePreferences(preferences),
    preferences === null ? 0 : DAYS,
  );
}

/** Some browsers keep a script's cookie for a week only: whoever comes back within it, keeps it. */
export function renewPreferences(): void {
  const kept = document.cookie.split("; ").find((it) => it.startsWith(`${PREFERENCES_COOKIE}=`));
  if (kept !== undefined) write(kept.slice(PREFERENCES_COOKIE.length + 1), DAYS);
}

function write(value: string, days: number): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${PREFERENCES_COOKIE}=${value}; Path=/; Max-Age=${days * 86_400}; SameSite=Lax${secure}`;
}
