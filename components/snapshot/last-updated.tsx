"use client";

import clsx from "clsx";
import { easternTime } from "@/components/ui/format";
import { useNow } from "@/lib/client/hooks/use-now";
import { dailyLoudness, type Loudness, loudnessOf } from "@/lib/client/tab/age";
import type { Resource } from "@/lib/contract/market/resource";
import type { Quota } from "@/lib/contract/quota/quota";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";
import { isLastOfDay, missedWords, nextUpdateWords } from "./next-words";
import { updatedWords } from "./updated-words";

const LOUD: Record<Loudness, string> = {
  quiet: "text-muted",
  amber: "text-stale",
  band: "rounded-sm bg-stale-band px-1 font-medium text-stale",
};

type Props = {
  asOf: string;
  market: Quota["market"]["state"] | null;
  /** The resource. A history comes once a day. */
  resource?: Resource;
  /** What is known of the next update. Without it, the age is never amber. */
  updates?: Pick<SnapshotTimes, "nextExpectedAt" | "missedUpdates">;
};

/** Shows the age of data by the upstream's own time. Amber when an update was missed. */
export function LastUpdated({ asOf, market, resource, updates = UNKNOWN }: Props) {
  const time = useNow();
  const at = Date.parse(asOf);
  const { weekday, date, second } = easternTime(at);
  const loudness =
    resource === "history"
      ? dailyLoudness(at, time, market === "open")
      : loudnessOf(updates.missedUpdates, time);
  const missed = missedWords(updates.missedUpdates, time);
  const next = nextUpdateWords(updates.nextExpectedAt, time);
  const known = [missed, next && `next ${next}`].filter((words) => words !== null);
  const isResting = market !== null && market !== "open";
  return (
    <time
      dateTime={asOf}
      title={[`As of ${weekday.slice(0, 3)} ${date}, ${second} ET`, ...known].join(" · ")}
      className={clsx("text-xs whitespace-nowrap", LOUD[loudness])}
    >
      {updatedWords(at, time, { isResting, isLast: isLastOfDay({ asOf, ...updates }) })}
    </time>
  );
}

const UNKNOWN = { nextExpectedAt: null, missedUpdates: [] };
