"use client";

import { easternTime } from "@/components/ui/format";
import { useNow } from "@/lib/client/use-now";
import { useQuota } from "@/lib/client/use-quota";
import type { Quota } from "@/lib/contract/quota";

const WORDS: Record<Quota["market"]["state"], string> = {
  pre: "Pre-market",
  open: "Open",
  after: "After hours",
  closed: "Closed",
};

/** The market's session and the New York clock. */
export function MarketChip() {
  const known = useQuota();
  const clock = `${easternTime(useNow()).minute} ET`;
  if (known === null) return <span className="text-sm whitespace-nowrap text-muted">{clock}</span>;
  const { state, nextChangeAt } = known.quota.market;
  const change = nextChangeAt === null ? null : easternTime(Date.parse(nextChangeAt));
  const until = change === null ? "at all times" : `until ${change.weekday} ${change.minute} ET`;
  return (
    <span title={`${WORDS[state]} ${until}`} className="text-sm whitespace-nowrap text-muted">
      {WORDS[state]} {clock}
    </span>
  );
}
