"use client";

import { useSyncExternalStore } from "react";
import type { Preferences } from "@/lib/contract/visitor/preferences";
import { useTab } from "./tab-provider";

/** This person's preferences. The server rendered the page with the same ones. */
export function usePreferences(): Preferences {
  const { preferences } = useTab().tab;
  return useSyncExternalStore(preferences.subscribe, preferences.state, preferences.state);
}
