"use client";

import { useQuota } from "@/lib/client/use-quota";
import { windowWords } from "./window-words";

const NAMES = { account: "all", realtime: "realtime", expensive: "curves" };
/** The further windows, which only some calls need; where the bar is narrow, only the meter tells them. */
export function WindowChips() {
  const known = useQuota();
  if (known === null) return null;
  const further = known.quota.windows.filter(({ name }) => name !== "account");
  return further.map(({ name, limit }) => {
    const window = known.now?.others.find((other) => other.name === name);
    const isNone = window?.remaining === 0;
    return (
      <span
        key={name}
        title={window && windowWords(window)}
        className="max-xl:hidden px-1 text-xs whitespace-nowrap text-muted"
      >
        {NAMES[name]}{" "}
        <span className={isNone ? "text-stale" : "text-text"}>
          {window?.remaining ?? "?"}/{limit}
        </span>
        {isNone && <span className="text-stale"> none</span>}
      </span>
    );
  });
}
