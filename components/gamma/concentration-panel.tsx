"use client";

import { dayWords } from "@/components/charts/history-day";
import { formatFraction } from "@/components/ui/format";
import type { Concentration } from "@/lib/contract/gamma";
import { GROUP_WORDS } from "./group-words";
import { ReadingPanel, WithoutReading } from "./reading-panel";
import { ShareBar } from "./share-bar";

type Props = { concentration: Concentration | null; without: string };

/** How much of the gamma expires together. */
export function ConcentrationPanel({ concentration, without }: Props) {
  const told = concentration?.state === "unavailable" ? null : concentration;
  return (
    <ReadingPanel title="Expiry concentration" asOf={told?.asOf ?? null}>
      <div className="h-[248px] sm:h-[224px]">
        {told === null ? (
          <WithoutReading words={without} />
        ) : (
          <>
            <p className="min-h-[72px] px-3 pt-2 pb-1 sm:min-h-[52px]">{sentence(told)}</p>
            <dl className="flex flex-col gap-1 px-3">
              {told.shares.map(({ expiration, share }) => (
                <div
                  key={expiration}
                  className="grid h-9 grid-cols-[112px_1fr_64px] items-center gap-3"
                >
                  <dt>{GROUP_WORDS[expiration]}</dt>
                  <dd aria-hidden="true">
                    <ShareBar share={share} />
                  </dd>
                  <dd className="text-right font-medium">{formatFraction(share)}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </div>
    </ReadingPanel>
  );
}

function sentence(told: Exclude<Concentration, { state: "unavailable" }>): string {
  const { nearestExpiration, daysToNearest, nearestShare, limit, state } = told;
  const day = nearestExpiration === null ? "" : `, ${dayWords(nearestExpiration, true)}`;
  const days =
    daysToNearest === null ? "" : daysToNearest === 1 ? ", in 1 day" : `, in ${daysToNearest} days`;
  const judged = state === "concentrated" ? "concentrated" : "spread";
  return `${formatFraction(nearestShare)} expires at the nearest${day}${days}: ${judged} (from ${formatFraction(limit)} on it counts as concentrated).`;
}
