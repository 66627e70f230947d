"use client";

import { useState } from "react";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { easternTime } from "@/components/ui/format";
import { readAudit } from "@/lib/client/control-room/admin-acts";
import { useTab } from "@/lib/client/hooks/tab-provider";
import type { AuditEntry } from "@/lib/contract/admin/admin";
import { actWords } from "./audit-words";

const ABOUT =
  "Admin actions, newest first. Each admin session is shown by its ID. This ID cannot be " +
  "used to sign in.";

const COLUMNS = [
  { name: "When", title: "New York time" },
  { name: "What", isText: true },
  { name: "Session", isText: true },
  { name: "Deployment", isText: true },
];

type Shown = { entries: readonly AuditEntry[] | null; fault: string | null; isReading: boolean };

/** Lists admin actions and who took them. Loaded on demand. */
export function AuditPanel() {
  const { tab } = useTab();
  const [{ entries, fault, isReading }, setShown] = useState<Shown>({
    entries: null,
    fault: null,
    isReading: false,
  });
  const read = async () => {
    setShown({ entries, fault: null, isReading: true });
    const answer = await readAudit(tab);
    if (answer.kind === "answered") {
      setShown({ entries: answer.body.entries, fault: null, isReading: false });
    } else setShown({ entries, fault: answer.refusal.detail, isReading: false });
  };
  return (
    <RoomPanel
      title="Audit"
      about={ABOUT}
      tools={
        <Button waiting={isReading} onPress={() => void read()} className="h-11 sm:h-8">
          {entries === null ? "Show" : "Reload"}
        </Button>
      }
    >
      <div className="h-[236px] text-sm">
        {entries === null || entries.length === 0 ? (
          <p className="flex h-full items-center justify-center px-3 text-muted">
            {fault ?? (entries === null ? "Load the audit log." : "No admin actions yet.")}
          </p>
        ) : (
          <DataTable
            caption="Audit log, newest first"
            columns={COLUMNS}
            rows={entries.map((entry) => {
              const { date, second } = easternTime(Date.parse(entry.at));
              return {
                key: `${entry.at} ${entry.requestId} ${entry.act}`,
                cells: [
                  `${date} ${second}`,
                  actWords(entry),
                  <code key="session" className="text-xs">
                    {entry.session}
                  </code>,
                  entry.deployment,
                ],
              };
            })}
          />
        )}
      </div>
    </RoomPanel>
  );
}
