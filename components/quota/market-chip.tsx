"use client";

import { easternTime } from "@/components/ui/format";
import { useNow } from "@/lib/client/hooks/use-now";
import { useQuota } from "@/lib/client/hooks/use-quota";
import { marketWords } from "./market-words";

/** The market's session, while it is known, and the New York clock. */
export function MarketChip() {
  const known = useQuota();
  const time = useNow();
  const clock = `${easternTime(time).minute} ET`;
  const words = known && marketWords(known.quota.market, time);
  const title = words === null ? undefined : `${words.word} ${words.until}`;
  return (
    <span title={title} className="text-sm whitespace-nowrap text-muted">
      {words?.word} {clock}
    </span>
  );
}
