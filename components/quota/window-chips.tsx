"use client";

import { formatShort } from "@/components/ui/format";
import { useQuota } from "@/lib/client/hooks/use-quota";
import { windowWords } from "./window-words";

/** The windows besides the main one. In a narrow bar, only the meter shows them. */
export function WindowChips() {
  const known = useQuota();
  if (known === null) return null;
  return known.quota.windows.slice(1).map(({ name, label, limit, period }) => {
    const window = known.now?.others.find((other) => other.name === name);
    const isNone = window?.remaining === 0;
    const left = window ? formatShort(window.remaining) : "?";
    return (
      <span
        key={name}
        title={window && windowWords(window)}
        className="max-xl:hidden px-1 text-xs whitespace-nowrap text-muted"
      >
        {label}{" "}
        <span className={isNone ? "text-stale" : "text-text"}>
          {period === null ? `${left}/${limit}` : `${left} left`}
        </span>
        {isNone && <span className="text-stale"> none</span>}
      </span>
    );
  });
}
