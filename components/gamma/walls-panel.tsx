"use client";

import { DataTable } from "@/components/ui/data-table";
import { formatDistance, formatStrike, MISSING } from "@/components/ui/format";
import type { WallsByExpiry } from "@/lib/contract/gamma";
import type { KeyLevels, Level } from "@/lib/contract/key-levels";
import { GROUP_WORDS } from "./group-words";
import { ReadingPanel, WithoutReading } from "./reading-panel";

const COLUMNS = [
  { name: "Expirations" },
  { name: "Call wall", title: "Strike with the most positive net gamma at or above spot, $" },
  { name: "From spot" },
  { name: "Put wall", title: "Strike with the most negative net gamma at or below spot, $" },
  { name: "From spot ", title: "Of the put wall" },
];

type Props = { walls: WallsByExpiry | null; levels: KeyLevels | null; without: string };

/** Where the walls of each group of expirations stand, beside those of the whole curve. */
export function WallsPanel({ walls, levels, without }: Props) {
  const told = walls?.state === "read" ? walls : null;
  const groups = told?.groups ?? [];
  return (
    <ReadingPanel title="Walls by expiration" asOf={told?.asOf ?? null} className="lg:col-span-2">
      <div className="h-[188px]">
        {told === null ? (
          <WithoutReading words={without} />
        ) : (
          <DataTable
            caption="Walls of each group of expirations, $"
            columns={COLUMNS}
            rows={[
              ...groups.map(({ expiration, isTold, callWall, putWall }) => ({
                key: expiration,
                cells: [
                  isTold ? GROUP_WORDS[expiration] : `${GROUP_WORDS[expiration]}, not told`,
                  ...levelCells(callWall),
                  ...levelCells(putWall),
                ],
              })),
              {
                key: "curve",
                cells: [
                  "All together, by calls and puts",
                  ...levelCells(levels?.callWall ?? null),
                  ...levelCells(levels?.putWall ?? null),
                ],
              },
            ]}
          />
        )}
      </div>
    </ReadingPanel>
  );
}

function levelCells(level: Level | null): [string, string] {
  if (level === null) return [MISSING, MISSING];
  return [formatStrike(level.price), formatDistance(level.distancePercent)];
}
