"use client";

import clsx from "clsx";
import { useNow } from "@/lib/client/hooks/use-now";
import type { Loudness } from "@/lib/client/tab/age";
import { type Aged, dataAge } from "./data-age";

const LOUD: Record<Loudness, string> = {
  quiet: "text-muted",
  amber: "text-stale",
  band: "rounded-sm bg-stale-band px-1 font-medium text-stale",
};

/** How old the figures are by the upstream's own time. Amber when an update was missed. */
export function LastUpdated(aged: Aged) {
  const { words, title, loudness } = dataAge(aged, useNow());
  return (
    <time
      dateTime={aged.asOf}
      title={title}
      className={clsx("text-xs whitespace-nowrap", LOUD[loudness])}
    >
      {words}
    </time>
  );
}
