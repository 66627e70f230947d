import { resetWords } from "@/components/quota/window-words";
import { formatFraction, formatWhole } from "@/components/ui/format";
import type { WindowStatus } from "@/lib/contract/quota/quota";

type Window = Pick<
  WindowStatus,
  "charged" | "limit" | "period" | "resetsAt" | "used" | "windowSeconds"
>;

/** The use of a window other than the main one. `share`: used part of the limit, 0 to 1. */
export function furtherWords({ charged, limit, period, resetsAt, used, windowSeconds }: Window): {
  count: string;
  note: string;
  share: number;
  low: boolean;
} {
  const share = Math.min(1, used / Math.max(1, limit));
  const length = period === null ? `rolling ${windowSeconds}s` : `calendar ${period}`;
  const parts = [charged, length, `${formatFraction(share)} used`];
  if (resetsAt !== null) parts.push(`resets by ${resetWords(resetsAt)}`);
  else if (period !== null) parts.push("reset time unknown");
  return {
    count: `${formatWhole(used)} of ${formatWhole(limit)}`,
    note: parts.join(" · "),
    share,
    low: limit - used < limit / 4,
  };
}
