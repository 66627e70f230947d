"use client";

import { useSyncExternalStore } from "react";
import { THEME_STORAGE_KEY } from "@/lib/contract/theme";

const CHOICES = ["system", "light", "dark"] as const;
type Choice = (typeof CHOICES)[number];

const NAMES = { system: "as the system", light: "light", dark: "dark" };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the script in the page's head has set before the first paint, or a press since. */
function readChoice(): Choice {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

function choose(choice: Choice): void {
  const page = document.documentElement;
  const chosen = choice === "system" ? "" : choice;
  if (chosen === "") delete page.dataset.theme;
  else page.dataset.theme = chosen;
  page.style.colorScheme = chosen;
  try {
    if (chosen === "") localStorage.removeItem(THEME_STORAGE_KEY);
    else localStorage.setItem(THEME_STORAGE_KEY, chosen);
  } catch {
    // Storage may be forbidden: the choice then holds for this page.
  }
  for (const listener of listeners) listener();
}

/** Light, dark, or as the system; remembered in this browser. */
export function ThemeToggle() {
  const choice = useSyncExternalStore(subscribe, readChoice, () => "system" as const);
  const next = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length] ?? "system";
  return (
    <button
      type="button"
      title={`Colours: ${NAMES[choice]}`}
      aria-label={`Colours: ${NAMES[choice]}. Change to ${NAMES[next]}`}
      onClick={() => choose(next)}
      className="inline-flex size-11 items-center justify-center rounded-md text-muted hover:bg-bg hover:text-text sm:size-8"
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none">
        {choice === "dark" && (
          <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" fill="currentColor" />
        )}
        {choice === "light" && (
          <g stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
            <circle cx="8" cy="8" r="2.8" fill="currentColor" />
            <path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.1 3.1l1 1M11.9 11.9l1 1M12.9 3.1l-1 1M4.1 11.9l-1 1" />
          </g>
        )}
        {choice === "system" && (
          <g>
            <circle cx="8" cy="8" r="5.5" stroke="currentColor" strokeWidth="1.5" />
            <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
          </g>
        )}
      </svg>
    </button>
  );
}
