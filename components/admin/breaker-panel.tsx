"use client";

import clsx from "clsx";
import { Badge, type BadgeShape } from "@/components/ui/badge";
import { formatSeconds } from "@/components/ui/format";
import type { Dashboard } from "@/lib/contract/dashboard";
import { ActButton } from "./act-button";
import type { BreakerState } from "./breaker-spans";
import { ConfirmDialog } from "./confirm-dialog";
import { useDashboard, useRoomNow } from "./room-context";
import { RoomPanel } from "./room-panel";
import { clock } from "./slot-words";

const ABOUT =
  "A breaker stops calls while the upstream refuses or fails, tries one, and lets them return over " +
  "one window. Held, it stops them until somebody releases it. Outside usage: refusals although our " +
  "own window had room, so somebody else spends this subscription.";

const SHAPES: Record<BreakerState, BadgeShape> = {
  closed: "full",
  open: "broken",
  "half-open": "half",
  held: "hollow",
};
const WORDS: Record<BreakerState, string> = {
  closed: "Closed: calls go",
  open: "Open: no calls",
  "half-open": "Half-open: one call tries",
  held: "Held by an admin",
};
const NAMES = { account: "All calls", realtime: "Realtime", expensive: "Curves" };

/** Whether the upstream is well, and the switch that stops calls. */
export function BreakerPanel() {
  const { quota, outsideUsage, outsideEvents, limit, configuredLimit } = useDashboard();
  const last = outsideEvents.at(-1);
  return (
    <RoomPanel title="Upstream" about={ABOUT}>
      <ul className="divide-y divide-line">
        {quota.windows.map((window) => (
          <BreakerEntry key={window.name} window={window} />
        ))}
      </ul>
      <p className="border-t border-line px-3 py-2 text-xs text-muted">
        {outsideUsage ? (
          <span className="text-stale">
            Used outside Gammagate: {outsideEvents.length} refused in this range, working limit{" "}
            {limit} of {configuredLimit}.
          </span>
        ) : (
          "No use outside Gammagate noticed."
        )}
        {last !== undefined && ` Last seen at ${clock(last.at)}.`}
      </p>
    </RoomPanel>
  );
}

type WindowStatus = Dashboard["quota"]["windows"][number];

function BreakerEntry({ window }: { window: WindowStatus }) {
  const { name, breaker } = window;
  const isHeld = breaker.state === "held";
  return (
    <li className="flex min-h-14 items-center gap-3 px-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{NAMES[name]}</span>
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
            <ReleaseDialog window={name} onClose={close} />
          ) : (
            <HoldDialog window={name} onClose={close} />
          )
        }
      >
        {isHeld ? "Release" : "Hold"}
        <span className="sr-only"> {NAMES[name].toLowerCase()}</span>
      </ActButton>
    </li>
  );
}

function Why({ breaker }: { breaker: WindowStatus["breaker"] }) {
  const toldAt = Date.parse(useDashboard().now);
  const left = breaker.retryInSeconds - (useRoomNow() - toldAt) / 1_000;
  if (breaker.reason === null) return null;
  return (
    <p className="text-xs text-muted">
      {breaker.reason}
      {breaker.state === "open" && left > 0 && ` Next try in ${formatSeconds(left)}.`}
    </p>
  );
}

type DialogProps = { window: WindowStatus["name"]; onClose: () => void };

function HoldDialog({ window, onClose }: DialogProps) {
  const name = NAMES[window].toLowerCase();
  return (
    <ConfirmDialog
      title={`Hold ${name}`}
      word="Hold"
      act={{ kind: "breaker", window, action: "hold" }}
      done={`Held: ${name}`}
      onClose={onClose}
    >
      <p>
        No such call goes out on any deployment until somebody releases it here. Cached data stay
        readable; who waits is told why. Calls under way finish.
      </p>
    </ConfirmDialog>
  );
}

function ReleaseDialog({ window, onClose }: DialogProps) {
  const name = NAMES[window].toLowerCase();
  return (
    <ConfirmDialog
      title={`Release ${name}`}
      word="Release"
      act={{ kind: "breaker", window, action: "release" }}
      done={`Released: ${name}`}
      onClose={onClose}
    >
      <p>
        Calls go out again, on every deployment: one at first, then as many as the limit allows.
      </p>
    </ConfirmDialog>
  );
}
