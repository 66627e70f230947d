import type { Dashboard, Range } from "@/lib/contract/dashboard";
import type { Refusal } from "./ask-store";
import { callServer } from "./call-server";
import { dashboardPath, followDashboard } from "./follow-dashboard";
import type { Sleep } from "./stream-messages";
import type { Tab } from "./tab";

/** `still`: as last read; `live`: told every two seconds; `paused`: was live, and is held as it stood. */
export type Feed = "still" | "live" | "paused";

export type DashboardState = {
  dashboard: Dashboard;
  /** On the monotonic clock, ms: what has passed since then is added to `dashboard.now`. */
  receivedAt: number;
  feed: Feed;
  isReading: boolean;
  /** Why the last look failed; null: it did not. The figures stay. */
  refusal: Refusal | null;
};

export type DashboardStore = {
  state(): DashboardState;
  subscribe(listener: () => void): () => void;
  /** A person asked for the newest figures. Free. */
  refresh(): Promise<void>;
  choose(range: Range): Promise<void>;
  goLive(): void;
  pause(): void;
  /** Nobody looks: a stream is left until somebody does. */
  look(isLookedAt: boolean): void;
};

type Parts = { tab: Tab; sleep: Sleep; monotonic(): number };

/** The control room as this tab knows it. Whatever fails, the last figures stay. */
export function createDashboardStore(first: Dashboard, parts: Parts): DashboardStore {
  const { tab, sleep } = parts;
  const held = hold(first, parts);
  let { range } = first;
  let stream = new AbortController();
  // What answers an earlier choice is dropped.
  const take = (dashboard: Dashboard) => dashboard.range === range && held.take(dashboard);
  const leave = () => stream.abort();
  const follow = () => {
    leave();
    stream = new AbortController();
    const heard = { onDashboard: take, onRefusal: held.refuse };
    void followDashboard(tab, { range, sleep, ...heard }, stream.signal);
  };
  const refresh = async () => {
    const asked = range;
    held.become({ isReading: true });
    const answer = await callServer<Dashboard>(tab, dashboardPath(asked));
    if (answer.kind === "answered") take(answer.body);
    else if (asked === range) held.refuse(answer.refusal);
  };
  return {
    ...{ state: held.state, subscribe: held.subscribe, refresh },
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

/** What was last told, and who wants to hear of it. */
function hold(first: Dashboard, { tab, monotonic }: Omit<Parts, "sleep">) {
  let state: DashboardState = {
    ...{ dashboard: first, receivedAt: monotonic(), feed: "still", isReading: false },
    refusal: null,
  };
  const listeners = new Set<() => void>();
  const become = (part: Partial<DashboardState>) => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    become,
    take(dashboard: Dashboard) {
      become({ dashboard, receivedAt: monotonic(), refusal: null, isReading: false });
      tab.held.keepQuota({ quota: dashboard.quota, readAt: tab.time.now() });
    },
    refuse(refusal: Refusal) {
      become({ refusal, isReading: false });
      const isStoreDown = refusal.reason === "store-unavailable";
      if (isStoreDown) tab.held.keepQuota({ quota: null, readAt: tab.time.now() });
    },
  };
}
