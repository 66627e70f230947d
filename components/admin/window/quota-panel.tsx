"use client";

import { useId, useState } from "react";
import { ActButton } from "@/components/admin/room/act-button";
import { ConfirmDialog } from "@/components/admin/room/confirm-dialog";
import { useDashboard, useRoomNow } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { QuotaTicks } from "@/components/quota/quota-ticks";
import { FurtherWindows } from "./further-windows";
import { usedNow } from "./used-now";

const ABOUT =
  "API calls that count against the subscription now, from all deployments. The limit can be lowered " +
  "here for a while, and never raised above the configured one.";

/** Shows how much of the window is used, and its limit. */
export function QuotaPanel() {
  const dashboard = useDashboard();
  const { limit, configuredLimit, quota } = dashboard;
  const { used, shut } = usedNow(dashboard, useRoomNow());
  return (
    <RoomPanel
      title="Used"
      about={ABOUT}
      tools={
        <ActButton confirm={(close) => <LimitDialog onClose={close} />}>Change limit</ActButton>
      }
    >
      <div className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
        <p className="text-lg font-semibold whitespace-nowrap">
          {used} <span className="text-base font-normal text-muted">of {limit}</span>
        </p>
        <QuotaTicks
          limit={limit}
          remaining={Math.max(0, limit - used)}
          low={limit - used < limit / 4}
        />
        <p className="text-xs text-muted">
          rolling {quota.windowSeconds}s
          {limit < configuredLimit && (
            <span className="text-stale"> · lowered from {configuredLimit}</span>
          )}
        </p>
        {shut !== null && <p className="basis-full text-xs text-stale">{shut}</p>}
      </div>
      <FurtherWindows windows={quota.windows.slice(1)} />
    </RoomPanel>
  );
}

/** Describes what a new limit changes. Empty while the number equals the current limit. */
function limitWords(chosen: number, limit: number, configured: number): string {
  if (chosen === limit) return "The change is kept in the audit log.";
  const what =
    chosen < limit
      ? "Lowers the limit on every deployment at once, so queued requests wait longer."
      : `Raises the limit on every deployment at once, up to the configured ${configured}.`;
  return `${what} The change is kept in the audit log.`;
}

function LimitDialog({ onClose }: { onClose: () => void }) {
  const { limit, configuredLimit, quota } = useDashboard();
  const [typed, setTyped] = useState(String(limit));
  const field = useId();
  const chosen = Number(typed);
  return (
    <ConfirmDialog
      title="Change limit"
      word={`Allow ${typed} calls`}
      act={{ kind: "limit", limit: chosen }}
      done={`Limit changed to ${typed} of ${configuredLimit} API calls`}
      onClose={onClose}
    >
      <label htmlFor={field} className="text-xs text-muted">
        API calls per rolling {quota.windowSeconds}s, 1 to {configuredLimit}
      </label>
      <input
        id={field}
        data-first
        type="number"
        inputMode="numeric"
        min={1}
        max={configuredLimit}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="h-11 w-32 rounded-md border border-control bg-bg px-3"
      />
      <p>{limitWords(chosen, limit, configuredLimit)}</p>
    </ConfirmDialog>
  );
}
