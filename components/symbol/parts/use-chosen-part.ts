"use client";

import { useEffect, useState } from "react";
import { readCached } from "@/lib/client/asks/read-cached";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { type SnapshotView, usePart } from "@/lib/client/hooks/use-snapshot";
import { wantedName } from "@/lib/client/tab/wanted-name";
import type { Wanted } from "@/lib/contract/market/wanted";

/**
 * The chosen part. The server sent its copy of the first choice. Another choice is read from the
 * cache, which is free. `wanted` must stay the same object for one choice.
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
