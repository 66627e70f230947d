"use client";

import { useSyncExternalStore } from "react";
import type { Preferences } from "@/lib/contract/preferences";
import { useTab } from "./tab-provider";

/** What this person chose; the server has drawn the page with the same. */
export function usePreferences(): Preferences {
  const { preferences } = useTab().tab;
  return useSyncExternalStore(preferences.subscribe, preferences.state, preferences.state);
}
