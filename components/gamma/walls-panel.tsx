"use client";

import { dayWords } from "@/components/charts/history-day";
import { LastUpdated } from "@/components/snapshot/last-updated";
import { STANDING_TITLES, STANDING_WORDS } from "@/components/symbol/levels/standing-words";
import { DataTable } from "@/components/ui/data-table";
import { formatDistance, formatStrike } from "@/components/ui/format";
import { useQuota } from "@/lib/client/hooks/use-quota";
import type { ExpirationGroup } from "@/lib/contract/market/expirations-data";
import type { WallsByExpiry } from "@/lib/contract/market/gamma";
import type { KeyLevels, Wall as WallLevel } from "@/lib/contract/market/key-levels";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";
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
  /** Of the curve, which is another call. */
  curve: SnapshotTimes | null;
  levels: KeyLevels | null;
  without: string;
};

/** Where the walls of each group of expirations stand, beside those of the whole curve. */
export function WallsPanel({ walls, times, curve, levels, without }: Props) {
  const shown = walls?.state === "read" ? walls : null;
  const groups = shown?.groups ?? [];
  return (
    <ReadingPanel title="Walls by expiration" times={times} className="lg:col-span-2">
      <div className="h-[188px]">
        {shown === null ? (
          <WithoutReading words={without} />
        ) : (
          <DataTable
            caption="Walls of each group of expirations, $"
            columns={COLUMNS}
            rows={[
              ...groups.map(({ expiration, date, isReported, callWall, putWall }) => ({
                key: expiration,
                cells: [
                  <Group key="name" expiration={expiration} date={date} isReported={isReported} />,
                  <Wall key="call" level={callWall} />,
                  <Wall key="put" level={putWall} />,
                ],
              })),
              {
                key: "curve",
                cells: [
                  <AllByCurve key="name" curve={curve} />,
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
function AllByCurve({ curve }: Pick<Props, "curve">) {
  const market = useQuota()?.quota.market.state ?? null;
  return (
    <span title="All expirations, with call and put gamma separately">
      All expirations{" "}
      <span className="text-xs font-normal text-muted max-sm:hidden">
        call and put gamma separately · {curve === null ? "not loaded" : null}
        {curve !== null && (
          <LastUpdated asOf={curve.asOf} market={market} resource="curve" updates={curve} />
        )}
      </span>
    </span>
  );
}

type GroupProps = { expiration: ExpirationGroup; date: string | null; isReported: boolean };

function Group({ expiration, date, isReported }: GroupProps) {
  return (
    <>
      {GROUP_WORDS[expiration]}
      {isReported ? "" : ", not reported"}{" "}
      {date !== null && (
        <span className="text-xs font-normal whitespace-nowrap text-muted">{dayWords(date)}</span>
      )}
    </>
  );
}

/** The strike, its distance from spot, and whether price can be expected to reach it. */
function Wall({ level }: { level: WallLevel | null }) {
  const standing = level?.standing ?? null;
  const words = standing === null ? null : STANDING_WORDS[standing];
  return (
    <span title={(standing === null ? null : STANDING_TITLES[standing]) ?? undefined}>
      {words !== null && <span className="text-xs text-muted max-sm:sr-only">{words} </span>}
      {formatStrike(level?.price ?? null)}{" "}
      <span className="inline-block min-w-16 text-xs text-muted">
        {formatDistance(level?.distancePercent ?? null)}
      </span>
    </span>
  );
}
