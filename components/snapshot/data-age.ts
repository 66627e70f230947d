import { easternTime } from "@/components/ui/format";
import { dailyLoudness, type Loudness, loudnessOf } from "@/lib/client/tab/age";
import type { Resource } from "@/lib/contract/market/resource";
import type { Quota } from "@/lib/contract/quota/quota";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";
import { isLastOfDay, missedWords, nextUpdateWords } from "./next-words";
import { updatedWords } from "./updated-words";

/** What is known of the next update of some data, and of those that did not come. */
export type Updates = Pick<SnapshotTimes, "nextExpectedAt" | "missedUpdates">;

export type Aged = {
  asOf: string;
  market: Quota["market"]["state"] | null;
  /** What the figures are of; a history comes once a day. */
  resource: Resource;
  updates: Updates;
};

type DataAge = { words: string; title: string; loudness: Loudness };

/**
 * How old data is by the upstream's own time, as every badge and every input of a reading says it.
 * Amber when an update was missed, never for age alone.
 */
export function dataAge({ asOf, market, resource, updates }: Aged, time: number): DataAge {
  const at = Date.parse(asOf);
  const { weekday, date, second } = easternTime(at);
  const missed = missedWords(updates.missedUpdates, time);
  const next = nextUpdateWords(updates.nextExpectedAt, time);
  const known = [missed, next && `next ${next}`].filter((words) => words !== null);
  const isResting = market !== null && market !== "open";
  const isLast = isLastOfDay({ asOf, ...updates });
  return {
    words: updatedWords(at, time, { isResting, isLast }),
    title: [`As of ${weekday.slice(0, 3)} ${date}, ${second} ET`, ...known].join(" · "),
    loudness:
      resource === "history"
        ? dailyLoudness(at, time, market === "open")
        : loudnessOf(updates.missedUpdates, time),
  };
}
