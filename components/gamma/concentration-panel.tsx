"use client";

import { formatFraction } from "@/components/ui/format";
import { useNow } from "@/lib/client/hooks/use-now";
import type { Concentration } from "@/lib/contract/market/gamma";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";
import { concentrationWords } from "./concentration-words";
import { GroupName } from "./group-name";
import { ReadingPanel, WithoutReading } from "./reading-panel";
import { ShareBar } from "./share-bar";

type Props = { concentration: Concentration | null; times: SnapshotTimes | null; without: string };

/** The share of gamma that expires together. */
export function ConcentrationPanel({ concentration, times, without }: Props) {
  const time = useNow();
  const shown = concentration?.state === "unavailable" ? null : concentration;
  return (
    <ReadingPanel title="Expiry concentration" times={times}>
      <div className="h-[248px] sm:h-[224px]">
        {shown === null ? (
          <WithoutReading words={without} />
        ) : (
          <>
            <p className="min-h-[72px] px-3 pt-2 pb-1 sm:min-h-[52px]">
              {concentrationWords(shown, time)}
            </p>
            <dl className="flex flex-col gap-1 px-3">
              {shown.shares.map(({ expiration, date, alike, share }) => (
                <div
                  key={expiration}
                  className="grid min-h-9 grid-cols-[124px_1fr_52px] items-center gap-3"
                >
                  <GroupName expiration={expiration} date={date} alike={alike} />
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
