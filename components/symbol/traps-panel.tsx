"use client";

import Link from "next/link";
import { useId } from "react";
import { SnapshotAge } from "@/components/snapshot/snapshot-age";
import { oldestPart } from "@/components/symbol/parts/part-times";
import { PART_WORDS } from "@/components/symbol/parts/part-words";
import { useReading } from "@/lib/client/hooks/use-reading";
import { symbolPath } from "@/lib/client/watchlist/symbol-path";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { COMPOSITE_PARTS } from "@/lib/contract/values/resources";
import { trapsWords } from "./traps-words";

/** A scrolling area needs keyboard focus. */
const REACHABLE = { tabIndex: 0 };

/** The active traps, with the age of the oldest dataset used, and a link to all checks. */
export function TrapsPanel({ view: { symbol, offered } }: { view: SymbolView }) {
  const heading = useId();
  const reading = useReading("psychology", symbol).reading;
  const traps = reading?.reading.traps ?? [];
  const present = traps.filter(({ state }) => state === "present");
  const used = reading?.parts.filter(({ asOf }) => asOf !== null) ?? [];
  const oldest = oldestPart(used);
  const needed = COMPOSITE_PARTS.psychology.length - (offered.expirations ? 0 : 1);
  return (
    <section
      aria-labelledby={heading}
      className="flex h-[320px] min-h-0 flex-col rounded-md border border-line bg-panel lg:h-auto lg:flex-1"
    >
      <div className="flex min-h-[52px] items-center gap-x-3 border-b border-line px-3 py-1.5">
        <h2 id={heading} className="flex-1 font-semibold">
          Traps
        </h2>
        {oldest !== null && (
          <span title={`Age of the oldest dataset used: ${PART_WORDS[oldest.resource]}`}>
            <SnapshotAge times={oldest} resource={oldest.resource} stacked />
          </span>
        )}
        <Link
          href={symbolPath(symbol, "/psychology")}
          prefetch={false}
          className="inline-flex h-11 items-center text-sm text-accent underline-offset-2 hover:underline sm:h-8"
        >
          See all checks
        </Link>
      </div>
      {/* The panel has a fixed height, so that a change of its traps moves nothing around it. */}
      <div {...REACHABLE} className="flex min-h-0 flex-1 flex-col gap-1.5 overflow-auto px-3 py-2">
        <p className="text-muted">
          {trapsWords(traps, needed - used.length)}
          {used.length > 0 && (
            <span className="text-xs">
              {" "}
              Data used: {used.map(({ resource }) => PART_WORDS[resource]).join(", ")}.
            </span>
          )}
        </p>
        <ul className="flex flex-col gap-1.5">
          {present.map(({ id, name, mistake }) => (
            <li key={id}>
              <p className="font-medium">{name}</p>
              <p className="line-clamp-1 text-sm text-muted">{mistake}</p>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
