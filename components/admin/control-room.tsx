"use client";

import { useEffect } from "react";
import type { Dashboard } from "@/lib/contract/dashboard";
import { AuditPanel } from "./audit-panel";
import { BreakerPanel } from "./breaker-panel";
import { CachePanel } from "./cache-panel";
import { CallersPanel } from "./callers-panel";
import { CallsPanel } from "./calls-panel";
import { DeploymentsPanel } from "./deployments-panel";
import { HitPanel } from "./hit-panel";
import { LinePanel } from "./line-panel";
import { QuotaPanel } from "./quota-panel";
import { RatePanel } from "./rate-panel";
import { RoomProvider, useRoom, useRoomStore } from "./room-context";
import { RoomHead } from "./room-head";
import { RoomNotice } from "./room-notice";
import { useRoomChoices } from "./use-room-choices";
import { WaitingPanel } from "./waiting-panel";
import { WindowPanel } from "./window-panel";

/** Who spends the quota, why something waits, and whether the upstream is well; and the ways to act. */
export function ControlRoom({ dashboard }: { dashboard: Dashboard }) {
  return (
    <RoomProvider first={dashboard}>
      <Room />
    </RoomProvider>
  );
}

function Room() {
  const { refusal } = useRoom();
  const store = useRoomStore();
  const [{ range }] = useRoomChoices();
  useEffect(() => void store.choose(range), [store, range]);
  const isSignedOut = refusal?.reason === "unauthorized";
  useEffect(() => {
    if (!isSignedOut) return;
    const here = window.location.pathname + window.location.search;
    window.location.assign(`/admin/sign-in?return=${encodeURIComponent(here)}`);
  }, [isSignedOut]);
  if (isSignedOut) return <p className="py-6">This session has ended. Sign in again.</p>;
  return (
    <div className="flex flex-col gap-3">
      <RoomHead />
      <RoomNotice />
      <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(320px,1fr)]">
        <WindowPanel />
        <div className="flex flex-col gap-3">
          <QuotaPanel />
          <WaitingPanel />
          <HitPanel />
          <BreakerPanel />
        </div>
      </div>
      <RatePanel />
      <div className="grid gap-3 xl:grid-cols-2">
        <LinePanel />
        <CallersPanel />
      </div>
      <CallsPanel />
      <div className="grid gap-3 lg:grid-cols-2">
        <CachePanel />
        <DeploymentsPanel />
      </div>
      <AuditPanel />
    </div>
  );
}
