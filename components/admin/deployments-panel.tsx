"use client";

import { Badge, type BadgeShape } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { formatAge, formatSeconds, formatWhole } from "@/components/ui/format";
import type { Deployment } from "@/lib/contract/dashboard";
import { useDashboard, useRoomNow } from "./room-context";
import { RoomPanel } from "./room-panel";
import { Since } from "./since";

const ABOUT =
  "Deployments that share this subscription. Each beats while it is used; late and gone mean that it " +
  "has not beaten for a while, which is also what an unused one does. Their calls are counted since " +
  "the whole hour in which the chosen range begins.";

const COLUMNS = [
  { name: "Deployment" },
  { name: "Health", isText: true },
  { name: "Last beat" },
  { name: "Role", isText: true },
  { name: "Region", isText: true },
  { name: "Version", isText: true },
  { name: "Processes", title: "Heard of lately" },
  { name: "Calls", title: "Sent upstream since the time above" },
];

const SHAPES: Record<Deployment["status"], BadgeShape> = {
  up: "full",
  late: "half",
  gone: "hollow",
};

/** Who else serves, and whether it still does. */
export function DeploymentsPanel() {
  const { deployments } = useDashboard();
  const now = useRoomNow();
  return (
    <RoomPanel title="Deployments" about={ABOUT} tools={<Since />}>
      <div className="h-[236px] text-sm">
        {deployments.length === 0 ? (
          <p className="flex h-full items-center justify-center px-3 text-muted">
            No deployment has been heard of.
          </p>
        ) : (
          <DataTable
            caption="Deployments that were heard of"
            columns={COLUMNS}
            rows={deployments.map((one) => ({
              key: `${one.name} ${one.region} ${one.version}`,
              cells: [
                one.name,
                <Badge
                  key="status"
                  shape={SHAPES[one.status]}
                  word={one.status}
                  title={`Last beat ${beatWords(one, now)}`}
                  amber={one.status !== "up"}
                />,
                beatWords(one, now),
                one.role,
                one.region,
                one.version,
                formatWhole(one.instances),
                formatWhole(one.calls),
              ],
            }))}
          />
        )}
      </div>
    </RoomPanel>
  );
}

function beatWords({ lastHeartbeatAt }: Deployment, now: number): string {
  const age = now - Date.parse(lastHeartbeatAt);
  return age < 60_000 ? `${formatSeconds(age / 1_000)} ago` : formatAge(age);
}
