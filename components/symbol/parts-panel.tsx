"use client";

import clsx from "clsx";
import { useId } from "react";
import { RefreshButton } from "@/components/snapshot/refresh-button";
import { SnapshotAge } from "@/components/snapshot/snapshot-age";
import { READING_PARTS } from "@/lib/client/reading-parts";
import { usePart } from "@/lib/client/use-snapshot";
import { plainWanted } from "@/lib/client/wanted-name";
import type { Composite, Resource } from "@/lib/contract/resource";
import type { SymbolView } from "@/lib/contract/symbol-view";
import { PART_WORDS } from "./part-words";
import { ReadingRefresh } from "./reading-refresh";

type PartsPanelProps = { composite: Composite; title: string; page: SymbolView };

/** The parts a reading is made of, each with its age and its own refresh; and one refresh for all. */
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
        {READING_PARTS[composite].map((resource) => (
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

type PartRowProps = { symbol: string; resource: Resource; page: SymbolView };

function PartRow({ symbol, resource, page }: PartRowProps) {
  const view = usePart(plainWanted(resource, symbol));
  const snapshot = view.held?.snapshot ?? null;
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
              "not offered by the API in use"
            )
          ) : (
            <SnapshotAge times={snapshot} resource={resource} />
          )}
        </p>
      </div>
      {isOffered && (
        <div className="w-[124px] shrink-0 sm:w-[136px] xl:w-[150px]">
          <RefreshButton symbol={`${symbol} ${PART_WORDS[resource]}`} view={view} />
        </div>
      )}
    </li>
  );
}
