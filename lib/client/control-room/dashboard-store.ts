import { createValueStore } from "@/lib/client/subscribable";
import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { callServer } from "@/lib/client/tab/call-server";
import type { Sleep } from "@/lib/client/tab/stream-messages";
import type { Tab } from "@/lib/client/tab/tab";
import type { Dashboard, Range } from "@/lib/contract/admin/dashboard";
import { dashboardPath, followDashboard } from "./follow-dashboard";

/** `still`: as last read. `live`: updated every two seconds. `paused`: was live, now frozen. */
export type Feed = "still" | "live" | "paused";

export type DashboardState = {
  dashboard: Dashboard;
  /** Monotonic ms. Time since then is added to `dashboard.now`. */
  receivedAt: number;
  feed: Feed;
  isReading: boolean;
  /** Why the last read failed; null: it did not. The last data stays. */
  refusal: AskRefusal | null;
};

export type DashboardStore = {
  state(): DashboardState;
  subscribe(listener: () => void): () => void;
  /** Reads the newest data for a person who pressed Refresh. Free. */
  refresh(): Promise<void>;
  choose(range: Range): Promise<void>;
  goLive(): void;
  pause(): void;
  /** Closes the stream while the page is hidden. */
  look(isLookedAt: boolean): void;
};

type Parts = { tab: Tab; sleep: Sleep; monotonic(): number };

/** Holds the dashboard of this tab. The last data stays, whatever fails. */
export function createDashboardStore(first: Dashboard, parts: Parts): DashboardStore {
  const { tab, sleep } = parts;
  const held = hold(first, parts);
  let { range } = first;
  let stream = new AbortController();
  // Drops answers to an earlier choice of range.
  const take = (dashboard: Dashboard) => dashboard.range === range && held.take(dashboard);
  const leave = () => stream.abort();
  const follow = () => {
    leave();
    stream = new AbortController();
    const listeners = { onDashboard: take, onRefusal: held.refuse };
    void followDashboard(tab, { range, sleep, ...listeners }, stream.signal);
  };
  const refresh = async () => {
    const asked = range;
    held.become({ isReading: true });
    const answer = await callServer<Dashboard>(tab, dashboardPath(asked));
    if (answer.kind === "answered") take(answer.body);
    else if (asked === range) held.refuse(answer.refusal);
  };
  return {
    state: held.state,
    subscribe: held.subscribe,
    refresh,
    async choose(next) {
      if (next === range) return;
      range = next;
      if (held.state().feed === "live") follow();
      await refresh();
    },
    goLive() {
      held.become({ feed: "live" });
      follow();
    },
    pause() {
      leave();
      held.become({ feed: "paused" });
    },
    look(isLookedAt) {
      if (held.state().feed !== "live") return;
      if (isLookedAt) follow();
      else leave();
    },
  };
}

/** The last dashboard and its subscribers. */
function hold(first: Dashboard, { tab, monotonic }: Omit<Parts, "sleep">) {
  const store = createValueStore<DashboardState>({
    dashboard: first,
    receivedAt: monotonic(),
    feed: "still",
    isReading: false,
    refusal: null,
  });
  const become = (part: Partial<DashboardState>) => store.become({ ...store.state(), ...part });
  return {
    state: store.state,
    subscribe: store.subscribe,
    become,
    take(dashboard: Dashboard) {
      become({ dashboard, receivedAt: monotonic(), refusal: null, isReading: false });
      tab.cache.keepQuota({ quota: dashboard.quota, readAt: tab.time.now() });
    },
    refuse(refusal: AskRefusal) {
      become({ refusal, isReading: false });
      const isStoreDown = refusal.reason === "store-unavailable";
      if (isStoreDown) tab.cache.keepQuota({ quota: null, readAt: tab.time.now() });
    },
  };
}
