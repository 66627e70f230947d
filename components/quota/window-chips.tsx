"use client";

import { useQuota } from "@/lib/client/use-quota";

const NAMES = { account: "all", realtime: "realtime", expensive: "curves" };
const MEANINGS = {
  account: "Every call",
  realtime: "Calls for realtime figures",
  expensive: "Calls for curves and expirations",
};

/** The further windows, which only some calls need: one small entry each. */
export function WindowChips() {
  const known = useQuota();
  if (known === null) return null;
  return known.now.others.map(({ name, limit, remaining }) => (
    <span
      key={name}
      title={`${MEANINGS[name]}: ${remaining} of ${limit} left, beside the shared quota`}
      className="px-1 text-xs whitespace-nowrap text-muted"
    >
      {NAMES[name]}{" "}
      <span className={remaining === 0 ? "text-stale" : "text-text"}>
        {remaining}/{limit}
      </span>
      {remaining === 0 && <span className="text-stale"> none</span>}
    </span>
  ));
}
