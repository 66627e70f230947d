"use client";

import { formatFraction } from "@/components/ui/format";
import type { WeekDecay } from "@/lib/contract/market/gamma";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";
import { GroupName } from "./group-name";
import { weekWords } from "./group-words";
import { ReadingPanel, WithoutReading } from "./reading-panel";
import { ShareBar } from "./share-bar";

type Props = { decay: WeekDecay | null; times: SnapshotTimes | null; without: string };

/** The rest of today's gamma after each group of expirations. */
export function DecayPanel({ decay, times, without }: Props) {
  const shown = decay?.state === "read" ? decay : null;
  return (
    <ReadingPanel title="Gamma roll-off" times={times}>
      <div className="h-[248px] sm:h-[224px]">
        {shown === null ? (
          <WithoutReading words={without} />
        ) : (
          <>
            <p className="min-h-[72px] px-3 pt-2 pb-1 sm:min-h-[52px]">
              {formatFraction(shown.weekLeaves)} of today's gamma expires with{" "}
              {weekWords(shown.steps[0])}, assuming no new positions.
            </p>
            <dl className="flex flex-col gap-1 px-3">
              {shown.steps.map(({ expiration, date, alike, leaves, remains }) => (
                <div
                  key={expiration}
                  className="grid min-h-9 grid-cols-[124px_1fr_auto] items-center gap-3"
                >
                  <GroupName expiration={expiration} date={date} alike={alike} after />
                  <dd aria-hidden="true">
                    <ShareBar share={remains} />
                  </dd>
                  <dd className="text-right">
                    <span className="font-medium">{formatFraction(remains)}</span>{" "}
                    <span className="text-xs text-muted">left, −{formatFraction(leaves)}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </div>
    </ReadingPanel>
  );
}
