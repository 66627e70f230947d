"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { useNow } from "@/lib/client/hooks/use-now";
import { useReckoning } from "@/lib/client/hooks/use-quota";
import { useReading } from "@/lib/client/hooks/use-reading";
import { type SnapshotView, usePart } from "@/lib/client/hooks/use-snapshot";
import { wantedOf } from "@/lib/contract/market/name-wanted";
import type { Composite, SymbolResource } from "@/lib/contract/market/resource";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { COMPOSITE_PARTS } from "@/lib/contract/values/resources";
import { type PartState, readingWords } from "./reading-words";

type Props = { composite: Composite; symbol: string; offered: SymbolView["offered"] };

/** Requests all missing or stale parts with one press. It shows the cost first. */
export function ReadingRefresh({ composite, symbol, offered }: Props) {
  const { ask, refresh } = useReading(composite, symbol);
  const states = usePartStates(symbol);
  const quota = useReckoning();
  const time = useNow();
  const reason = useId();
  const parts = COMPOSITE_PARTS[composite].filter(
    (one) => one !== "expirations" || offered.expirations,
  );
  const { words, open } = readingWords({
    parts: parts.map((resource) => states[resource]),
    ask,
    quota,
    time,
  });
  return (
    <div className="max-sm:w-full">
      <Button
        kind="primary"
        onPress={refresh}
        waiting={!open}
        describedBy={reason}
        className="h-11 max-sm:w-full max-sm:flex-col sm:h-8 sm:min-w-[320px]"
      >
        <span className="leading-4">Update all</span>
        <span aria-hidden="true" className="whitespace-pre max-sm:text-xs">
          <span className="max-sm:hidden"> · </span>
          {words}
        </span>
      </Button>
      <span id={reason} className="sr-only">
        {words}
      </span>
    </div>
  );
}

function usePartStates(symbol: string): Record<SymbolResource, PartState> {
  const gex = usePart(wantedOf("gex", symbol));
  const curve = usePart(wantedOf("curve", symbol));
  const expirations = usePart(wantedOf("expirations", symbol));
  const history = usePart(wantedOf("history", symbol));
  return {
    gex: stateOf(gex),
    curve: stateOf(curve),
    expirations: stateOf(expirations),
    history: stateOf(history),
  };
}

function stateOf({ resource, cached: held, ask }: SnapshotView<SymbolResource>): PartState {
  const freshUntil = held === null ? null : Date.parse(held.snapshot.freshUntil);
  return { resource, freshUntil, ask };
}
