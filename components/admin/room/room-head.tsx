"use client";

import clsx from "clsx";
import Link from "next/link";
import { showNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { easternTime, formatAge, formatSeconds } from "@/components/ui/format";
import { signOut } from "@/lib/client/control-room/admin-acts";
import type { Feed } from "@/lib/client/control-room/dashboard-store";
import { useTab } from "@/lib/client/hooks/tab-provider";
import type { Range } from "@/lib/contract/admin/dashboard";
import { READ_ONLY_ID } from "./act-button";
import { useRoom, useRoomNow, useRoomStore } from "./room-context";
import { RANGES, useRoomChoices } from "./use-room-choices";

const RANGE_WORDS: Record<Range, string> = {
  "15m": "15 min",
  "1h": "1 h",
  "24h": "24 h",
  "7d": "7 days",
};
const FEED_BUTTON: Record<Feed, string> = { still: "Go live", live: "Pause", paused: "Resume" };
const FEED_SPOKEN: Record<Feed, string> = {
  still: "",
  live: "Live updates are on.",
  paused: "Live updates are paused.",
};

/** Shows which range is displayed, how old it is, and whether it is live. */
export function RoomHead() {
  const store = useRoomStore();
  const { feed, isReading, dashboard } = useRoom();
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-lg font-semibold">Admin</h1>
      {dashboard.isReadOnly && (
        <span id={READ_ONLY_ID}>
          <Chip title="Read-only: ADMIN_READ_ONLY is set">Read-only</Chip>
        </span>
      )}
      <Freshness />
      <div className="flex flex-wrap items-center gap-2 max-sm:w-full sm:ml-auto">
        <RangeChoice />
        <Button
          shortcut="refresh"
          waiting={isReading}
          onPress={() => void store.refresh()}
          className="h-11 w-[84px] sm:h-8"
        >
          Refresh
        </Button>
        <Button
          kind={feed === "live" ? "primary" : "outline"}
          onPress={() => (feed === "live" ? store.pause() : store.goLive())}
          className="h-11 w-[84px] sm:h-8"
        >
          {FEED_BUTTON[feed]}
        </Button>
        <Link
          href="/admin/keys"
          prefetch={false}
          className="inline-flex h-11 items-center px-1 text-sm font-medium text-accent underline-offset-2 hover:underline sm:h-8"
        >
          Keys
        </Link>
        <SignOut />
      </div>
      <p role="status" className="sr-only">
        {FEED_SPOKEN[feed]}
      </p>
    </header>
  );
}

/** Shows the time of the data: now while live, otherwise its age. */
function Freshness() {
  const { dashboard, feed, refusal } = useRoom();
  const now = useRoomNow();
  const at = Date.parse(dashboard.now);
  const old = (now - at) / 1_000;
  const age = old < 60 ? (old < 5 ? "just now" : `${formatSeconds(old)} ago`) : formatAge(now - at);
  const word = { still: "As of", live: "Live", paused: "Paused at" }[feed];
  return (
    <p
      className={clsx(
        "min-w-[216px] text-xs",
        refusal !== null && old > 5 ? "text-stale" : "text-muted",
      )}
    >
      {word} <time dateTime={dashboard.now}>{easternTime(at).second} ET</time> · {age}
    </p>
  );
}

function RangeChoice() {
  const [{ range }, choose] = useRoomChoices();
  return (
    <fieldset className="flex overflow-hidden rounded-md border border-control">
      <legend className="sr-only">Time range</legend>
      {RANGES.map((one) => (
        <label
          key={one}
          className="relative flex h-[42px] cursor-pointer items-center px-2.5 text-sm whitespace-nowrap text-muted hover:text-text has-checked:bg-accent has-checked:font-medium has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:-outline-offset-4 has-focus-visible:outline-current sm:h-[30px]"
        >
          <input
            type="radio"
            name="range"
            value={one}
            checked={one === range}
            onChange={() => void choose({ range: one })}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {RANGE_WORDS[one]}
        </label>
      ))}
    </fieldset>
  );
}

function SignOut() {
  const { tab } = useTab();
  const leave = async () => {
    const answer = await signOut(tab);
    // An unauthorized admin is signed out already. Any other refusal leaves the session open.
    if (answer.kind === "answered" || answer.refusal.reason === "unauthorized") {
      window.location.assign("/admin/sign-in");
      return;
    }
    const { detail } = answer.refusal;
    showNotice({ id: "sign-out", text: "You are still signed in", detail, failed: true });
  };
  return (
    <Button kind="bare" onPress={() => void leave()} className="h-11 sm:h-8">
      Sign out
    </Button>
  );
}
