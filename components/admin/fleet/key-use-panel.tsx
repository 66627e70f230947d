"use client";

import { useDashboard } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { ShareBar } from "@/components/gamma/share-bar";
import { Badge, type BadgeShape } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { formatWhole, MISSING } from "@/components/ui/format";
import type { KeyUse, ShareLevel } from "@/lib/contract/admin/key-use";

const ABOUT =
  "What each access key uses of the window now, and what it waits for. A share is a number of calls that " +
  "each window guarantees to the key. Others use what it leaves. A warning begins at 80% of a share.";

const COLUMNS = [
  { name: "Key" },
  { name: "Calls", title: "Its calls that count in the window now" },
  { name: "Share", title: "Calls that each window guarantees to it" },
  { name: "Use of share", isText: true },
  { name: "Queued", title: "Its jobs in the queue" },
  { name: "Waits for", isText: true },
];

/** Lists the keys that use the quota now: scripts, agents and secondary deployments. */
export function KeyUsePanel() {
  const { keyUse } = useDashboard();
  return (
    <RoomPanel title="Keys in use" about={ABOUT}>
      <div className="h-[236px] text-sm">
        <DataTable
          caption="Keys with calls in the window or jobs in the queue"
          empty="No calls and no queue in this window."
          columns={COLUMNS}
          rows={keyUse.map((row) => ({
            key: row.caller,
            cells: [
              row.label,
              formatWhole(row.used),
              row.share === 0 ? "None" : formatWhole(row.share),
              <ShareUse key="share" row={row} />,
              formatWhole(row.waiting),
              waitWords(row),
            ],
          }))}
        />
      </div>
    </RoomPanel>
  );
}

const LEVELS: Record<ShareLevel, { shape: BadgeShape; word: string; title: string }> = {
  within: { shape: "hollow", word: "Within", title: "Less than 80% of its share" },
  high: { shape: "half", word: "80%", title: "80% of its share or more" },
  full: { shape: "full", word: "95%", title: "95% of its share or more" },
  over: { shape: "broken", word: "Over", title: "More than its share: calls that others leave" },
};

function ShareUse({ row: { level, used, share } }: { row: KeyUse }) {
  if (level === null) return MISSING;
  return (
    <span className="flex min-w-20 flex-col gap-0.5">
      <Badge {...LEVELS[level]} amber={level !== "within"} />
      <ShareBar share={used / share} />
    </span>
  );
}

/** `NVDA gex, AMD curve and 3 more`. */
function waitWords({ waiting, waitingFor }: KeyUse): string {
  if (waiting === 0) return MISSING;
  const named = waitingFor.map(({ endpoint, symbol }) => `${symbol} ${endpoint}`.trim()).join(", ");
  const more = waiting - waitingFor.length;
  return more > 0 ? `${named} and ${more} more` : named;
}
