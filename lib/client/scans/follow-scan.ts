import { readStatus } from "@/lib/client/asks/read-status";
import { createValueStore } from "@/lib/client/subscribable";
import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { callServer, refusalIn } from "@/lib/client/tab/call-server";
import { readStream } from "@/lib/client/tab/read-stream";
import type { Sleep } from "@/lib/client/tab/stream-messages";
import type { Tab } from "@/lib/client/tab/tab";
import type { Scan, ScanSummary } from "@/lib/contract/scan/scan";
import type { ScanEvent, ScanEventName } from "@/lib/contract/scan/scan-events";
import { browserPolicy } from "@/lib/policy";
import { type ScanView, scanAfter, viewOfScan, withSummary } from "./scan-view";

/** What a page shows of one scan. */
export type ShownScan = {
  /** Null: not read yet, or not available. */
  view: ScanView | null;
  /** Why it can no longer be read; null: it can. */
  refusal: AskRefusal | null;
  /**
   * `polled`: no stream is available, so the scan is read once a minute. `cut`: the stream is being
   * reopened.
   */
  link: "live" | "polled" | "cut";
};

export type ScanFollower = {
  state(): ShownScan;
  subscribe(listener: () => void): () => void;
  /** Follows until the scan has ended or `signal` aborts. Reading a scan keeps it running. */
  follow(signal: AbortSignal): Promise<void>;
  /** Takes the answer to one of this tab's own acts. */
  take(summary: ScanSummary): void;
};

/** The state before anything was read, the same object for every page. */
export const UNREAD: ShownScan = { view: null, refusal: null, link: "live" };

/**
 * Follows one scan: reads it whole once, then event by event after the last known one. A broken
 * stream is reopened after that event. Never makes a call.
 */
export function createScanFollower(tab: Tab, sleep: Sleep, scan: string): ScanFollower {
  const { state, become: replace, subscribe } = createValueStore(UNREAD);
  const become = (next: Partial<ShownScan>) => replace({ ...state(), ...next });
  const take = (summary: ScanSummary) => {
    const { view } = state();
    if (view !== null) become({ view: withSummary(view, summary, tab.time.now()) });
  };
  const onEvent = (event: ScanEvent) => {
    const { view } = state();
    if (view === null) return;
    if (event.event === "completed") keepQuota(tab, event.data.snapshot.quota);
    become({ link: "live", view: scanAfter(view, event, tab.time.now()) });
  };
  return {
    state,
    subscribe,
    take,
    follow: (signal) => follow({ tab, sleep, scan, signal, become, onEvent, shown: state }),
  };
}

type Following = {
  tab: Tab;
  sleep: Sleep;
  scan: string;
  signal: AbortSignal;
  shown(): ShownScan;
  become(next: Partial<ShownScan>): void;
  onEvent(event: ScanEvent): void;
};

async function follow(parts: Following): Promise<void> {
  const { sleep, signal, shown, become } = parts;
  let rest: number = browserPolicy.followRestFirstMs;
  if (shown().view === null && !(await readWhole(parts))) return;
  while (!signal.aborted && shown().view?.summary.state !== "ended") {
    const { outcome, isPlanned } = await watchStream(parts);
    if (signal.aborted || shown().view?.summary.state === "ended") break;
    rest = outcome === "events" ? browserPolicy.followRestFirstMs : rest * 2;
    // A planned end: reopen at once, unless the stream sent nothing, since the next one may do the
    // same.
    if (isPlanned && outcome === "events") continue;
    const restMs = Math.min(rest, browserPolicy.followRestMostMs);
    const isPolled = typeof outcome === "object" && isFull(outcome);
    if (!isPlanned) become({ link: isPolled ? "polled" : "cut" });
    const mostMs = isPolled ? browserPolicy.scanReadMs : restMs;
    await sleep(typeof outcome === "object" ? waitOf(parts, outcome, mostMs) : restMs, signal);
    const mustRead = isPolled || outcome === "over";
    if (mustRead && !signal.aborted && !(await readWhole(parts))) return;
  }
  // How it ended says something about the upstream's health, which the last event does not include.
  if (!signal.aborted) await readStatus(parts.tab);
}

/** The limit of open streams is reached: the scan is read instead. */
function isFull({ reason }: AskRefusal): boolean {
  return reason === "too-many-streams" || reason === "overloaded";
}

/** The refusal's own wait, else `otherwiseMs`. */
function waitOf({ tab }: Following, { readyAt }: AskRefusal, otherwiseMs: number): number {
  return readyAt === null ? otherwiseMs : Math.max(0, readyAt - tab.time.now());
}

/** False: the scan can never be read. The refusal has the reason. */
async function readWhole({ tab, scan, signal, become, shown }: Following): Promise<boolean> {
  const answer = await callServer<Scan>(tab, scanPath(scan), { signal });
  if (signal.aborted) return false;
  if (answer.kind === "answered") {
    keepQuota(tab, answer.body.quota);
    become({ refusal: null, view: viewOfScan(answer.body, tab.time.now()) });
    return true;
  }
  // Keep the view: a failed connection or store may recover.
  if (shown().view !== null && isPassing(answer.refusal)) return true;
  become({ refusal: answer.refusal });
  return false;
}

function isPassing({ reason }: AskRefusal): boolean {
  return ["unreachable", "store-unavailable", "overloaded", "too-many-requests"].includes(reason);
}

/**
 * `events`: the stream sent events. `silent`: it sent none, or broke. `over`: nothing more will come,
 * or the scan does not exist. A refusal: no stream is available now. `isPlanned`: the stream is to
 * be reopened.
 */
type Watched = { outcome: "events" | "silent" | "over" | AskRefusal; isPlanned: boolean };

async function watchStream({
  tab,
  sleep,
  scan,
  signal,
  shown,
  onEvent,
}: Following): Promise<Watched> {
  const end = await readStream({
    server: tab,
    path: `${scanPath(scan)}/events`,
    sleep,
    signal,
    lastEventId: shown().view?.lastEventId ?? "",
    heartbeatsCount: true,
    onMessage(message) {
      const event = scanEventOf(message);
      if (event === null) return "ignored";
      onEvent(event);
      return event.event === "end" ? "last" : "taken";
    },
  });
  if (end.kind !== "refused") {
    return { outcome: end.spoke ? "events" : "silent", isPlanned: end.isPlanned };
  }
  const { response, body } = end;
  if (response.status !== 429 && response.status !== 503)
    return { outcome: "over", isPlanned: false };
  return { outcome: refusalIn(response, body, tab.time.now()), isPlanned: false };
}

const NAMES: Record<ScanEventName, true> = {
  created: true,
  queued: true,
  completed: true,
  failed: true,
  progress: true,
  paused: true,
  resumed: true,
  end: true,
  reset: true,
};

type Message = { id?: string | undefined; event?: string | undefined; data: string };

/** The server encodes each event from its schema, so its name implies its shape. */
function scanEventOf({ id, event, data }: Message): ScanEvent | null {
  if (id === undefined || event === undefined || !Object.hasOwn(NAMES, event)) return null;
  return { id, event, data: JSON.parse(data) } as ScanEvent;
}

function keepQuota(tab: Tab, quota: Scan["quota"]): void {
  tab.cache.keepQuota({ quota, readAt: tab.time.now() });
}

export function scanPath(scan: string): string {
  return `/api/scanner/scans/${encodeURIComponent(scan)}`;
}
