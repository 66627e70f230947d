"use client";

import { useId, useState } from "react";
import { QuotaTicks } from "@/components/quota/quota-ticks";
import { ActButton } from "./act-button";
import { ConfirmDialog } from "./confirm-dialog";
import { useDashboard, useRoomNow } from "./room-context";
import { RoomPanel } from "./room-panel";
import { usedNow } from "./used-now";

const ABOUT =
  "Calls that count against the subscription now, over all deployments. The limit can be lowered " +
  "here for a while, never raised above the configured one.";

const NAMES = { account: "all", realtime: "realtime", expensive: "curves" };

/** How much of the window is spent, and how much of it may be. */
export function QuotaPanel() {
  const dashboard = useDashboard();
  const { limit, configuredLimit, quota } = dashboard;
  const { used, shut } = usedNow(dashboard, useRoomNow());
  const others = quota.windows.filter(({ name }) => name !== "account");
  return (
    <RoomPanel
      title="Used"
      about={ABOUT}
      tools={
        <ActButton confirm={(close) => <LimitDialog onClose={close} />}>Change the limit</ActButton>
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
          in any {quota.windowSeconds} s
          {limit < configuredLimit && (
            <span className="text-stale"> · lowered from {configuredLimit}</span>
          )}
          {others.map(({ name, used: taken, limit: most }) => (
            <span key={name}>
              {" "}
              · {NAMES[name]} {taken} of {most}
            </span>
          ))}
        </p>
        {shut !== null && <p className="basis-full text-xs text-stale">{shut}</p>}
      </div>
    </RoomPanel>
  );
}

function LimitDialog({ onClose }: { onClose: () => void }) {
  const { limit, configuredLimit, quota } = useDashboard();
  const [typed, setTyped] = useState(String(limit));
  const field = useId();
  const chosen = Number(typed);
  return (
    <ConfirmDialog
      title="Change the limit"
      word={`Allow ${typed} calls`}
      act={{ kind: "limit", limit: chosen }}
      done={`The limit is ${typed} of ${configuredLimit} calls now`}
      onClose={onClose}
    >
      <label htmlFor={field} className="text-xs text-muted">
        Calls in any {quota.windowSeconds} s, 1 to {configuredLimit}
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
      <p>
        {chosen < limit
          ? "Fewer calls go out from now on, on every deployment. What waits, waits longer."
          : "More calls go out from now on, on every deployment, never above what is configured."}{" "}
        It is kept in the audit.
      </p>
    </ConfirmDialog>
  );
}
