"use client";

import { useState } from "react";
import { listGapWords } from "@/components/scanner/scan/list-fill-words";
import { counted } from "@/components/scanner/scan/setup-words";
import { LIST_WORDS } from "@/components/snapshot/list-words";
import { RefreshButton } from "@/components/snapshot/refresh-button";
import { SnapshotAge } from "@/components/snapshot/snapshot-age";
import { Button } from "@/components/ui/button";
import { useSetupList } from "@/lib/client/hooks/use-setup-list";
import { withList } from "@/lib/client/scans/scan-symbols";
import type { SetupsData } from "@/lib/contract/market/setups-data";
import type { SetupList } from "@/lib/contract/values/resources";

type ChosenProps = { list: SetupList; text: string; onText: (text: string) => void };

/** One list: what it costs to load, how old the cached one is, and what of it was not added. */
export function ChosenList({ list, text, onText }: ChosenProps) {
  const [left, setLeft] = useState(0);
  const add = ({ setups }: SetupsData) => {
    const symbols = setups.map(({ symbol }) => symbol);
    const filled = withList(text, symbols);
    setLeft(filled.left);
    onText(filled.text);
  };
  const view = useSetupList(list, add);
  const snapshot = view.cached?.snapshot ?? null;
  const refusal = view.ask.kind === "refused" ? view.ask.refusal.detail : null;
  const gap = snapshot === null ? null : listGapWords(snapshot.data, left);
  return (
    <div className="pt-1.5">
      <div className="grid gap-1.5 sm:grid-cols-2 sm:items-center">
        <RefreshButton symbol={LIST_WORDS[list]} view={view} isStacked />
        {snapshot !== null && snapshot.data.setups.length > 0 && (
          <Button onPress={() => add(snapshot.data)} className="h-11 sm:h-9">
            + {counted(snapshot.data.setups.length, "symbol")}
          </Button>
        )}
      </div>
      <div className="flex min-h-6 flex-wrap items-center gap-x-2 pt-1 text-xs text-muted">
        {snapshot === null ? (
          <p>Loading a list uses 1 API call and scans nothing.</p>
        ) : (
          <>
            {snapshot.data.setups.length === 0 && <p>No symbols on this list now.</p>}
            <SnapshotAge times={snapshot} resource="setups" withNext />
          </>
        )}
      </div>
      <p role="status" className="text-xs text-stale empty:hidden">
        {[refusal, gap].filter((words) => words !== null).join(" ")}
      </p>
    </div>
  );
}
