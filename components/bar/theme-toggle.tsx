"use client";

import { Contrast, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import {
  chooseTheme,
  readTheme,
  subscribeToTheme,
  THEME_CHOICES,
} from "@/components/preferences/theme-choice";
import { IconButton } from "@/components/ui/icon-button";

const NAMES = { system: "system", light: "light", dark: "dark" };
const ICONS = { system: Contrast, light: Sun, dark: Moon };

/** Light, dark, or the system's theme. Stored in this browser. */
export function ThemeToggle() {
  const choice = useSyncExternalStore(subscribeToTheme, readTheme, () => "system" as const);
  const next = THEME_CHOICES[(THEME_CHOICES.indexOf(choice) + 1) % THEME_CHOICES.length];
  const Icon = ICONS[choice];
  return (
    <IconButton
      bare
      shortcut="theme"
      label={`Theme: ${NAMES[choice]}. Change to ${NAMES[next ?? "system"]}`}
      onPress={() => chooseTheme(next ?? "system")}
    >
      <Icon size={16} aria-hidden="true" />
    </IconButton>
  );
}
