"use client";

import clsx from "clsx";
import { easternTime } from "@/components/ui/format";
import { type Loudness, loudnessOf } from "@/lib/client/age";
import { useNow } from "@/lib/client/use-now";
import type { Quota } from "@/lib/contract/quota";
import type { Resource } from "@/lib/contract/resource";
import { updatedWords } from "./updated-words";

const LOUD: Record<Loudness, string> = {
  quiet: "text-muted",
  amber: "text-stale",
  band: "rounded-sm bg-stale-band px-1 font-medium text-stale",
};

type Props = {
  asOf: string;
  market: Quota["market"]["state"] | null;
  /** What the figures are of; a history comes once a day. */
  resource?: Resource;
};

/** How old the figures are by the upstream's own time; it keeps ageing whatever happens. */
export function LastUpdated({ asOf, market, resource }: Props) {
  const time = useNow();
  const at = Date.parse(asOf);
  const { weekday, date, second } = easternTime(at);
  const loudness = loudnessOf(at, time, market === "open", resource === "history");
  return (
    <time
      dateTime={asOf}
      title={`As of ${weekday.slice(0, 3)} ${date}, ${second} ET`}
      className={clsx("text-xs whitespace-nowrap", LOUD[loudness])}
    >
      {updatedWords(at, time, market !== null && market !== "open")}
    </time>
  );
}
