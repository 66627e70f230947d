"use client";

import clsx from "clsx";
import { useState } from "react";
import type { BreakerState } from "@/components/admin/rate/breaker-spans";
import { ActButton } from "@/components/admin/room/act-button";
import { ConfirmDialog } from "@/components/admin/room/confirm-dialog";
import { useDashboard, useRoomNow } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { Badge, type BadgeShape } from "@/components/ui/badge";
import { formatSeconds } from "@/components/ui/format";
import { Select } from "@/components/ui/select";
import type { Dashboard } from "@/lib/contract/admin/dashboard";
import { clock } from "./slot-words";

const ABOUT =
  "A circuit breaker stops API calls while the upstream refuses or fails. It then tests with one " +
  "call and ramps up over one window. A paused breaker blocks calls until an admin resumes them. Outside " +
  "usage: the upstream rate-limited us while our own window had room, so another client uses the key.";

const SHAPES: Record<BreakerState, BadgeShape> = {
  closed: "full",
  open: "broken",
  "half-open": "half",
  held: "hollow",
};
const WORDS: Record<BreakerState, string> = {
  closed: "Closed (normal)",
  open: "Open (calls blocked)",
  "half-open": "Half-open (testing)",
  held: "Paused by admin",
};

/** Shows the upstream's health, and pauses or resumes calls. */
export function BreakerPanel() {
  const { quota, outsideUsage, outsideEvents, limit, configuredLimit, refusedKeys } =
    useDashboard();
  const last = outsideEvents.at(-1);
  return (
    <RoomPanel title="Upstream" about={ABOUT}>
      <ul className="divide-y divide-line">
        {quota.windows.map((window) => (
          <BreakerEntry key={window.name} window={window} />
        ))}
      </ul>
      {refusedKeys.map((refused) => (
        <p
          key={`${refused.deployment} ${refused.scope}`}
          className="border-t border-line px-3 py-2 text-xs text-stale"
        >
          {refusedWords(refused)}
        </p>
      ))}
      <p className="border-t border-line px-3 py-2 text-xs text-muted">
        {outsideUsage ? (
          <span className="text-stale">
            Used outside Gammagate: {outsideEvents.length} rate-limited in this range. Limit now{" "}
            {limit} of {configuredLimit}. Another deployment with another store may use the same
            key.
          </span>
        ) : (
          "No usage outside Gammagate detected."
        )}
        {last !== undefined && ` Last seen at ${clock(last.at)}.`}
      </p>
    </RoomPanel>
  );
}

function refusedWords({
  deployment,
  scope,
  since,
  until,
}: Dashboard["refusedKeys"][number]): string {
  const what = scope === null ? "all API calls" : `API calls for ${scope}`;
  return (
    `Trading Volatility rejected the API key of ${deployment} for ${what} at ${clock(since)}. ` +
    `Other deployments make these API calls. Retrying the key at ${clock(until)}.`
  );
}

type WindowStatus = Dashboard["quota"]["windows"][number];

function BreakerEntry({ window }: { window: WindowStatus }) {
  const { label, breaker } = window;
  const isHeld = breaker.state === "held";
  return (
    <li className="flex min-h-14 items-center gap-3 px-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium first-letter:uppercase">{label}</span>
          <span className={clsx(breaker.state !== "closed" && "font-medium text-text")}>
            <Badge
              shape={SHAPES[breaker.state]}
              word={WORDS[breaker.state]}
              title={breaker.reason ?? WORDS[breaker.state]}
              amber={breaker.state === "open" || breaker.state === "half-open"}
            />
          </span>
        </p>
        <Why breaker={breaker} />
      </div>
      <ActButton
        className="h-11 w-[92px] shrink-0 sm:h-8"
        confirm={(close) =>
          isHeld ? (
            <ReleaseDialog window={window} onClose={close} />
          ) : (
            <HoldDialog window={window} onClose={close} />
          )
        }
      >
        {isHeld ? "Resume" : "Pause"}
        <span className="sr-only"> {label}</span>
      </ActButton>
    </li>
  );
}

function Why({ breaker }: { breaker: WindowStatus["breaker"] }) {
  const readAt = Date.parse(useDashboard().now);
  const left = (breaker.retryInSeconds ?? 0) - (useRoomNow() - readAt) / 1_000;
  if (breaker.reason === null) return null;
  return (
    <p className="text-xs text-muted">
      {breaker.reason}
      {breaker.state === "open" && left > 0 && ` Retrying in ${formatSeconds(left)}.`}
    </p>
  );
}

type DialogProps = { window: WindowStatus; onClose: () => void };

/** The lengths of a pause, minutes. The first has no end. */
const HOLDS = [
  { value: "", words: "until resumed" },
  { value: "15", words: "15 minutes" },
  { value: "60", words: "1 hour" },
  { value: "240", words: "4 hours" },
  { value: "1440", words: "24 hours" },
];

function HoldDialog({ window: { name, label }, onClose }: DialogProps) {
  const [length, setLength] = useState("");
  const minutes = length === "" ? null : Number(length);
  return (
    <ConfirmDialog
      title={`Pause ${label}?`}
      word="Pause calls"
      act={{ kind: "breaker", window: name, action: "hold", minutes }}
      done={`Paused: ${label}`}
      onClose={onClose}
    >
      <p>
        These API calls stop on every deployment. Calls in flight finish, and cached data stays
        available.
      </p>
      <Select label="Duration" value={length} choices={HOLDS} onChoose={setLength} />
    </ConfirmDialog>
  );
}

function ReleaseDialog({ window: { name, label }, onClose }: DialogProps) {
  return (
    <ConfirmDialog
      title={`Resume ${label}?`}
      word="Resume calls"
      act={{ kind: "breaker", window: name, action: "release", minutes: null }}
      done={`Resumed: ${label}`}
      onClose={onClose}
    >
      <p>API calls start again on every deployment: one first, then as many as the limit allows.</p>
    </ConfirmDialog>
  );
}
