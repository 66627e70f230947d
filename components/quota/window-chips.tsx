"use client";

import { useQuota } from "@/lib/client/use-quota";
import { windowWords } from "./window-words";

const NAMES = { account: "all", realtime: "realtime", expensive: "curves" };
/** The further windows, which only some calls need; where the bar is narrow, only the meter tells them. */
export function WindowChips() {
  const known = useQuota();
  if (known === null) return null;
  return known.now.others.map((window) => (
    <span
      key={window.name}
      title={windowWords(window)}
      className="max-xl:hidden px-1 text-xs whitespace-nowrap text-muted"
    >
      {NAMES[window.name]}{" "}
      <span className={window.remaining === 0 ? "text-stale" : "text-text"}>
        {window.remaining}/{window.limit}
      </span>
      {window.remaining === 0 && <span className="text-stale"> none</span>}
    </span>
  ));
}
