"use client";

import { useEffect, useState } from "react";
import { readCached } from "@/lib/client/read-cached";
import { useTab } from "@/lib/client/tab-provider";
import { type SnapshotView, usePart } from "@/lib/client/use-snapshot";
import { wantedName } from "@/lib/client/wanted-name";
import type { Wanted } from "@/lib/contract/wanted";

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
    const isNew = name !== opened && tab.held.snapshot(name) === null;
    if (isNew) void readCached(tab, wanted);
  }, [tab, name, opened, wanted]);
  return view;
}
