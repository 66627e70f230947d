"use client";

import { LastUpdated } from "@/components/snapshot/last-updated";
import { DataTable } from "@/components/ui/data-table";
import { formatDistance, formatStrike } from "@/components/ui/format";
import { useQuota } from "@/lib/client/use-quota";
import type { WallsByExpiry } from "@/lib/contract/gamma";
import type { KeyLevels, Level } from "@/lib/contract/key-levels";
import type { SnapshotTimes } from "@/lib/contract/snapshot";
import { GROUP_WORDS } from "./group-words";
import { ReadingPanel, WithoutReading } from "./reading-panel";

const COLUMNS = [
  { name: "Expirations" },
  { name: "Call wall", title: "Strike with the most positive net gamma at or above spot, $" },
  { name: "Put wall", title: "Strike with the most negative net gamma at or below spot, $" },
];

type Props = {
  walls: WallsByExpiry | null;
  times: SnapshotTimes | null;
  levels: KeyLevels | null;
  without: string;
};

/** Where the walls of each group of expirations stand, beside those of the whole curve. */
export function WallsPanel({ walls, times, levels, without }: Props) {
  const told = walls?.state === "read" ? walls : null;
  const groups = told?.groups ?? [];
  return (
    <ReadingPanel title="Walls by expiration" times={times} className="lg:col-span-2">
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
                  <Wall key="call" level={callWall} />,
                  <Wall key="put" level={putWall} />,
                ],
              })),
              {
                key: "curve",
                cells: [
                  <AllByCurve key="name" asOf={levels?.callWall.asOf ?? null} />,
                  <Wall key="call" level={levels?.callWall ?? null} />,
                  <Wall key="put" level={levels?.putWall ?? null} />,
                ],
              },
            ]}
          />
        )}
      </div>
    </ReadingPanel>
  );
}

/** The row of the curve's own walls: another call, with an age of its own. */
function AllByCurve({ asOf }: { asOf: string | null }) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <span title="Of all expirations, by the curve's calls and puts apart">
      All, by curve{" "}
      <span className="text-xs font-normal text-muted max-sm:hidden">
        calls and puts apart · {asOf === null ? "not loaded" : null}
        {asOf !== null && <LastUpdated asOf={asOf} market={market} />}
      </span>
    </span>
  );
}

/** The strike, and how far it is from spot. */
function Wall({ level }: { level: Level | null }) {
  return (
    <>
      {formatStrike(level?.price ?? null)}{" "}
      <span className="inline-block min-w-16 text-xs text-muted">
        {formatDistance(level?.distancePercent ?? null)}
      </span>
    </>
  );
}
