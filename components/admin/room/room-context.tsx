"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import {
  createDashboardStore,
  type DashboardState,
  type DashboardStore,
} from "@/lib/client/control-room/dashboard-store";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { sleep } from "@/lib/client/time/sleep";
import { steadyClock } from "@/lib/client/time/steady-clock";
import { subscribeToTicks } from "@/lib/client/time/ticker";
import type { Dashboard } from "@/lib/contract/admin/dashboard";

const RoomContext = createContext<DashboardStore | null>(null);

/** Provides the dashboard: the one of the first page, then each newer one. Mounting loads nothing. */
export function RoomProvider({ first, children }: { first: Dashboard; children: ReactNode }) {
  const { tab } = useTab();
  const [store] = useState(() =>
    createDashboardStore(first, { tab, sleep, monotonic: steadyClock.now }),
  );
  useEffect(() => {
    const look = () => store.look(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      store.look(false);
    };
  }, [store]);
  return <RoomContext value={store}>{children}</RoomContext>;
}

export function useRoomStore(): DashboardStore {
  const store = useContext(RoomContext);
  if (store === null) throw new Error("useRoomStore needs a RoomProvider above it");
  return store;
}

export function useRoom(): DashboardState {
  const store = useRoomStore();
  return useSyncExternalStore(store.subscribe, store.state, store.state);
}

export function useDashboard(): Dashboard {
  return useRoom().dashboard;
}

/** Store time now, ms, in whole seconds: the last dashboard's time plus the time since. */
export function useRoomNow(): number {
  const { dashboard, receivedAt } = useRoom();
  const passed = useSyncExternalStore(
    subscribeToTicks,
    () => Math.floor((steadyClock.now() - receivedAt) / 1_000),
    () => 0,
  );
  return Date.parse(dashboard.now) + Math.max(0, passed) * 1_000;
}
