"use client";

import clsx from "clsx";
import { useId } from "react";
import { RefreshButton } from "@/components/snapshot/refresh-button";
import { SnapshotAge } from "@/components/snapshot/snapshot-age";
import { usePart } from "@/lib/client/hooks/use-snapshot";
import { wantedOf } from "@/lib/contract/market/name-wanted";
import type { Composite, SymbolResource } from "@/lib/contract/market/resource";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { COMPOSITE_PARTS } from "@/lib/contract/values/resources";
import { PART_WORDS } from "./part-words";
import { ReadingRefresh } from "./reading-refresh";

type PartsPanelProps = { composite: Composite; title: string; page: SymbolView };

/** The parts of a reading, each with its age and refresh button, and one refresh button for all. */
export function PartsPanel({ composite, title, page }: PartsPanelProps) {
  const heading = useId();
  const { symbol } = page;
  return (
    <section aria-labelledby={heading} className="rounded-md border border-line bg-panel">
      <div className="flex min-h-[60px] flex-wrap items-center justify-between gap-x-3 gap-y-2 border-b border-line px-3 py-2 sm:min-h-[52px] sm:py-1.5">
        <h2 id={heading} className="font-semibold">
          {title}
        </h2>
        <ReadingRefresh composite={composite} symbol={symbol} offered={page.offered} />
      </div>
      <ul className={clsx("grid gap-px bg-line", COLUMNS[composite])}>
        {COMPOSITE_PARTS[composite].map((resource) => (
          <PartRow key={resource} symbol={symbol} resource={resource} page={page} />
        ))}
      </ul>
    </section>
  );
}

const COLUMNS: Record<Composite, string> = {
  gamma: "lg:grid-cols-3",
  psychology: "sm:grid-cols-2 xl:grid-cols-4",
};

type PartRowProps = { symbol: string; resource: SymbolResource; page: SymbolView };

function PartRow({ symbol, resource, page }: PartRowProps) {
  const view = usePart(wantedOf(resource, symbol));
  const snapshot = view.cached?.snapshot ?? null;
  const isOffered = resource !== "expirations" || page.offered.expirations;
  return (
    <li className="flex min-h-[68px] items-center justify-between gap-3 bg-panel px-3 py-2">
      <div className="min-w-0">
        <p className="font-medium first-letter:uppercase">{PART_WORDS[resource]}</p>
        <p className="flex h-5 items-center gap-1.5 text-xs text-muted">
          {snapshot === null ? (
            isOffered ? (
              "not loaded yet"
            ) : (
              "not available from this API"
            )
          ) : (
            <SnapshotAge times={snapshot} resource={resource} />
          )}
        </p>
      </div>
      {isOffered && (
        <div className="w-[124px] shrink-0 sm:w-[136px] xl:w-[150px]">
          <RefreshButton symbol={`${symbol} ${PART_WORDS[resource]}`} view={view} isStacked />
        </div>
      )}
    </li>
  );
}
