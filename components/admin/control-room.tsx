"use client";

import { useEffect } from "react";
import { DeploymentsPanel } from "@/components/admin/fleet/deployments-panel";
import { KeyUsePanel } from "@/components/admin/fleet/key-use-panel";
import { AuditPanel } from "@/components/admin/history/audit-panel";
import { CachePanel } from "@/components/admin/history/cache-panel";
import { CallersPanel } from "@/components/admin/history/callers-panel";
import { CallsPanel } from "@/components/admin/history/calls-panel";
import { HitPanel } from "@/components/admin/history/hit-panel";
import { LinePanel } from "@/components/admin/queue/line-panel";
import { WaitingPanel } from "@/components/admin/queue/waiting-panel";
import { RatePanel } from "@/components/admin/rate/rate-panel";
import { RoomProvider, useRoom, useRoomStore } from "@/components/admin/room/room-context";
import { RoomHead } from "@/components/admin/room/room-head";
import { RoomNotice } from "@/components/admin/room/room-notice";
import { useRoomChoices } from "@/components/admin/room/use-room-choices";
import { BreakerPanel } from "@/components/admin/window/breaker-panel";
import { QuotaPanel } from "@/components/admin/window/quota-panel";
import { WindowPanel } from "@/components/admin/window/window-panel";
import type { Dashboard } from "@/lib/contract/admin/dashboard";

/** The Admin page: quota use, the queue, the upstream's health, and admin actions. */
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
      <div className="grid gap-3 xl:grid-cols-2">
        <KeyUsePanel />
        <DeploymentsPanel />
      </div>
      <CachePanel />
      <AuditPanel />
    </div>
  );
}
