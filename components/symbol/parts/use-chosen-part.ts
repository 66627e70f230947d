"use client";

import { useEffect, useState } from "react";
import { readCached } from "@/lib/client/asks/read-cached";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { type SnapshotView, usePart } from "@/lib/client/hooks/use-snapshot";
import { wantedName } from "@/lib/client/tab/wanted-name";
import type { Wanted } from "@/lib/contract/market/wanted";

/**
 * The part that is chosen. The server handed over what it had of the first choice; of another one
 * the cache is read, free, when it is chosen. `wanted` must stay the same object for one choice.
 */
export function useChosenPart<Name extends Wanted>(wanted: Name): SnapshotView<Name["resource"]> {
  const { tab } = useTab();
  const name = wantedName(wanted);
  const [opened] = useState(name);
  const view = usePart(wanted);
  useEffect(() => {
    const isNew = name !== opened && tab.cache.snapshot(name) === null;
    if (isNew) void readCached(tab, wanted);
  }, [tab, name, opened, wanted]);
  return view;
}
