import { createSubscribable } from "@/lib/client/subscribable";
import { THEME_STORAGE_KEY } from "@/lib/contract/visitor/theme";

export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const { notify, subscribe } = createSubscribable();

export const subscribeToTheme = subscribe;

/** The theme that the script in the page's head set before the first paint, or a later choice. */
export function readTheme(): ThemeChoice {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function chooseTheme(choice: ThemeChoice): void {
  const page = document.documentElement;
  const chosen = choice === "system" ? "" : choice;
  if (chosen === "") delete page.dataset.theme;
  else page.dataset.theme = chosen;
  page.style.colorScheme = chosen;
  try {
    if (chosen === "") localStorage.removeItem(THEME_STORAGE_KEY);
    else localStorage.setItem(THEME_STORAGE_KEY, chosen);
  } catch {
    // Storage may be forbidden. The choice then applies to this page only.
  }
  notify();
}
