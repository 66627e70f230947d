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
} from "@/lib/client/dashboard-store";
import { sleep } from "@/lib/client/sleep";
import { steadyClock } from "@/lib/client/steady-clock";
import { useTab } from "@/lib/client/tab-provider";
import { subscribeToTicks } from "@/lib/client/ticker";
import type { Dashboard } from "@/lib/contract/dashboard";

const RoomContext = createContext<DashboardStore | null>(null);

/** What the server handed over, and all that is told of it later. Opening it asks for nothing. */
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

/** The store's clock, ms, to the second: counted on from when it was last told. */
export function useRoomNow(): number {
  const { dashboard, receivedAt } = useRoom();
  const passed = useSyncExternalStore(
    subscribeToTicks,
    () => Math.floor((steadyClock.now() - receivedAt) / 1_000),
    () => 0,
  );
  return Date.parse(dashboard.now) + Math.max(0, passed) * 1_000;
}
