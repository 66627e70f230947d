"use client";

import { useId } from "react";
import { SnapshotAge } from "@/components/snapshot/snapshot-age";
import { Figure } from "@/components/ui/figure";
import { useReading } from "@/lib/client/hooks/use-reading";
import { useSnapshot } from "@/lib/client/hooks/use-snapshot";
import { volatilityRows } from "./volatility-rows";

/**
 * Volatility, positioning and the nearest expiration from the summary. The panel has no refresh of
 * its own, so its head says what updates it.
 */
export function VolatilityPanel({ symbol }: { symbol: string }) {
  const heading = useId();
  const snapshot = useSnapshot(symbol).cached?.snapshot ?? null;
  const levels = useReading("gamma", symbol).reading?.reading.levels ?? null;
  return (
    <section aria-labelledby={heading} className="rounded-md border border-line bg-panel">
      <div className="flex min-h-[52px] items-center gap-x-3 border-b border-line px-3 py-1.5">
        <h2 id={heading} className="flex-1 font-semibold">
          Volatility and positioning
        </h2>
        <div className="flex flex-col items-end text-xs text-muted">
          <span>{snapshot === null ? "Loads" : "Updates"} with the summary above</span>
          {snapshot !== null && <SnapshotAge times={snapshot} resource="gex" />}
        </div>
      </div>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 px-3 py-1">
        {volatilityRows(snapshot?.data ?? null, levels?.expectedMoveOneWeek ?? null).map(
          ({ label, note, text, title }) => (
            <div
              key={label}
              title={title}
              className="col-span-2 grid min-h-9 grid-cols-subgrid items-center border-line not-last:border-b"
            >
              <dt>
                {label} <span className="text-xs text-muted">{note}</span>
              </dt>
              <dd className="text-right font-medium">
                <Figure text={text} />
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
