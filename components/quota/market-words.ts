import { easternTime } from "@/components/ui/format";
import type { Quota } from "@/lib/contract/quota/quota";

type Market = Quota["market"];

const WORDS: Record<Market["state"], string> = {
  pre: "Pre-market",
  open: "Open",
  after: "After hours",
  closed: "Closed",
};

/**
 * The market's session and its end. Null after that end, because the next session is not known yet.
 */
export function marketWords(
  { state, nextChangeAt }: Market,
  time: number,
): { word: string; until: string } | null {
  const word = WORDS[state];
  if (nextChangeAt === null) return { word, until: "at all times" };
  const at = Date.parse(nextChangeAt);
  if (at <= time) return null;
  const { weekday, minute } = easternTime(at);
  return { word, until: `until ${weekday} ${minute} ET` };
}
