"use client";

import { useEffect, useState } from "react";
import { readCached } from "@/lib/client/asks/read-cached";
import { isWaiting } from "@/lib/client/tab/ask-store";
import type { SetupsData } from "@/lib/contract/market/setups-data";
import type { SetupList } from "@/lib/contract/values/resources";
import { useTab } from "./tab-provider";
import { type SnapshotView, usePart } from "./use-snapshot";

/**
 * One list of setups. `onArrival` receives its data once for each press of `refresh` that brought a
 * newer copy. A copy that anyone else loaded is shown, and changes nothing else.
 */
export function useSetupList(
  list: SetupList,
  onArrival: (data: SetupsData) => void,
): SnapshotView<"setups"> {
  const view = usePart({ resource: "setups", symbol: list });
  const { cached, ask } = view;
  const [pressed, setPressed] = useState<{ before: string | null } | null>(null);
  const held = cached?.snapshot.fetchedAt ?? null;
  useEffect(() => {
    if (pressed === null || isWaiting(ask)) return;
    setPressed(null);
    if (cached !== null && held !== pressed.before) onArrival(cached.snapshot.data);
  });
  const refresh = () => {
    setPressed({ before: held });
    view.refresh();
  };
  return { ...view, refresh };
}

/** Reads the server's cached copy of a list that a person chose. Free. */
export function useReadList(): (list: SetupList) => void {
  const { tab } = useTab();
  return (list) => void readCached(tab, { resource: "setups", symbol: list });
}
