"use client";

import Link from "next/link";
import { useId } from "react";
import { symbolPath } from "@/lib/client/symbol-path";
import { useReading } from "@/lib/client/use-reading";
import type { Trap } from "@/lib/contract/psychology";
import { PART_WORDS } from "./part-words";

/** What scrolls must be reachable by keys. */
const REACHABLE = { tabIndex: 0 };

/** Which traps are present, and where to read about them. */
export function TrapsPanel({ symbol }: { symbol: string }) {
  const heading = useId();
  const reading = useReading("psychology", symbol).reading;
  const traps = reading?.reading.traps ?? [];
  const present = traps.filter(({ state }) => state === "present");
  const used = reading?.parts.filter(({ asOf }) => asOf !== null) ?? [];
  return (
    <section
      aria-labelledby={heading}
      className="flex h-[320px] min-h-0 flex-col rounded-md border border-line bg-panel lg:h-auto lg:flex-1"
    >
      <div className="flex min-h-[52px] items-center gap-x-3 border-b border-line px-3 py-1.5">
        <h2 id={heading} className="flex-1 font-semibold">
          Traps
        </h2>
        <Link
          href={symbolPath(symbol, "/psychology")}
          prefetch={false}
          className="inline-flex h-11 items-center text-sm text-accent underline-offset-2 hover:underline sm:h-8"
        >
          All, with their inputs
        </Link>
      </div>
      {/* Its height is the panel's own: what is present changes, what is around does not move. */}
      <div {...REACHABLE} className="flex min-h-0 flex-1 flex-col gap-2 overflow-auto px-3 py-3">
        <p className="text-muted">{countWords(traps)}</p>
        <ul className="flex flex-col gap-2">
          {present.map(({ id, name, mistake }) => (
            <li key={id}>
              <p className="font-medium">{name}</p>
              <p className="line-clamp-1 text-sm text-muted">{mistake}</p>
            </li>
          ))}
        </ul>
        {used.length > 0 && (
          <p className="mt-auto text-xs text-muted">
            Read from: {used.map(({ resource }) => PART_WORDS[resource]).join(", ")}
          </p>
        )}
      </div>
    </section>
  );
}

function countWords(traps: readonly Trap[]): string {
  if (traps.length === 0) return "Nothing is loaded to read them from.";
  const count = (state: Trap["state"]) => traps.filter((trap) => trap.state === state).length;
  const unavailable = count("unavailable");
  const lacking = unavailable === 0 ? "" : `, ${unavailable} cannot be read yet`;
  return `${count("present")} of ${traps.length} present${lacking}.`;
}
