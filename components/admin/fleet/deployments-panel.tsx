"use client";

import { useDashboard, useRoomNow } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { Since } from "@/components/admin/room/since";
import { Badge, type BadgeShape } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { formatAge, formatSeconds, formatWhole, MISSING } from "@/components/ui/format";
import type { Deployment } from "@/lib/contract/admin/dashboard";

const ABOUT =
  "Deployments that share this subscription. A secondary makes no API calls itself. Each sends a heartbeat while in use. Late and gone mean " +
  "that no heartbeat came for a while, which is also true of an idle deployment. API calls are counted " +
  "from the hour in which the time range begins.";

const COLUMNS = [
  { name: "Deployment" },
  { name: "Role", isText: true },
  { name: "Key", isText: true, title: "Access key that a secondary uses" },
  { name: "Health", isText: true },
  { name: "Last heartbeat" },
  { name: "Region", isText: true },
  { name: "Version", isText: true },
  { name: "Processes", title: "Seen lately" },
  { name: "API calls", title: "Sent upstream since the time above" },
];

const SHAPES: Record<Deployment["status"], BadgeShape> = {
  up: "full",
  late: "half",
  gone: "hollow",
};

/** Lists the deployments, and whether each still runs. */
export function DeploymentsPanel() {
  const { deployments } = useDashboard();
  const now = useRoomNow();
  return (
    <RoomPanel title="Deployments" about={ABOUT} tools={<Since />}>
      <div className="h-[236px] text-sm">
        <DataTable
          caption="Deployments that were seen"
          empty="No deployments seen yet."
          columns={COLUMNS}
          rows={deployments.map((one) => ({
            key: `${one.role} ${one.name} ${one.region} ${one.version}`,
            cells: [
              one.name,
              one.role,
              one.key ?? MISSING,
              <Badge
                key="status"
                shape={SHAPES[one.status]}
                word={one.status}
                title={`Last heartbeat ${beatWords(one, now)}`}
                amber={one.status !== "up"}
              />,
              beatWords(one, now),
              one.region,
              one.version,
              formatWhole(one.instances),
              formatWhole(one.calls),
            ],
          }))}
        />
      </div>
    </RoomPanel>
  );
}

function beatWords({ lastHeartbeatAt }: Deployment, now: number): string {
  const age = now - Date.parse(lastHeartbeatAt);
  return age < 60_000 ? `${formatSeconds(age / 1_000)} ago` : formatAge(age);
}
