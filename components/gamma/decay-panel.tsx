"use client";

import { formatFraction } from "@/components/ui/format";
import type { WeekDecay } from "@/lib/contract/gamma";
import type { SnapshotTimes } from "@/lib/contract/snapshot";
import { GroupName } from "./group-name";
import { weekWords } from "./group-words";
import { ReadingPanel, WithoutReading } from "./reading-panel";
import { ShareBar } from "./share-bar";

type Props = { decay: WeekDecay | null; times: SnapshotTimes | null; without: string };

/** What is left of today's gamma as each group of expirations goes by. */
export function DecayPanel({ decay, times, without }: Props) {
  const told = decay?.state === "read" ? decay : null;
  return (
    <ReadingPanel title="Decay of the week" times={times}>
      <div className="h-[248px] sm:h-[224px]">
        {told === null ? (
          <WithoutReading words={without} />
        ) : (
          <>
            <p className="min-h-[72px] px-3 pt-2 pb-1 sm:min-h-[52px]">
              {formatFraction(told.weekLeaves)} of today's gamma goes with{" "}
              {weekWords(told.steps[0])}, were nothing traded anew.
            </p>
            <dl className="flex flex-col gap-1 px-3">
              {told.steps.map(({ expiration, alike, leaves, remains }) => (
                <div
                  key={expiration}
                  className="grid h-9 grid-cols-[124px_1fr_auto] items-center gap-3"
                >
                  <GroupName expiration={expiration} alike={alike} after />
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
