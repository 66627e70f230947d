import type { Scan, ScanSummary } from "@/lib/contract/scan";
import type { ScanEvent, ScanEventName } from "@/lib/contract/scan-events";
import { browserPolicy } from "@/lib/policy";
import type { Refusal } from "./ask-store";
import { callServer, refusalIn } from "./call-server";
import { readStatus } from "./read-status";
import { type ScanView, scanAfter, viewOfScan, withSummary } from "./scan-view";
import { createSilence, messagesIn, type Sleep } from "./stream-messages";
import type { Tab } from "./tab";

/** What a page shows of one scan. */
export type ShownScan = {
  /** Null: not read yet, or not to be read. */
  view: ScanView | null;
  /** Why it cannot be read any more; null: it can. */
  refusal: Refusal | null;
  /** `polled`: no stream is to be had, so it is read once a minute. `cut`: being opened again. */
  link: "live" | "polled" | "cut";
};

export type ScanFollower = {
  state(): ShownScan;
  subscribe(listener: () => void): () => void;
  /** Follows until the scan has ended or `signal` aborts. Looking at a scan is what moves it on. */
  follow(signal: AbortSignal): Promise<void>;
  /** What one of this tab's own acts was answered with. */
  take(summary: ScanSummary): void;
};

/** Nothing is known of it yet: one and the same for every page. */
export const UNREAD: ShownScan = { view: null, refusal: null, link: "live" };

/**
 * Follows one scan: read whole once, then event by event after the last one known. A cut stream is
 * opened again after that event; nothing here is ever a new ask.
 */
export function createScanFollower(tab: Tab, sleep: Sleep, scan: string): ScanFollower {
  let state = UNREAD;
  const listeners = new Set<() => void>();
  const become = (next: Partial<ShownScan>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const take = (summary: ScanSummary) => {
    if (state.view === null) return;
    become({ view: withSummary(state.view, summary, tab.time.now()) });
  };
  const hear = (told: ScanEvent) => {
    if (state.view === null) return;
    if (told.event === "completed") keepQuota(tab, told.data.snapshot.quota);
    become({ link: "live", view: scanAfter(state.view, told, tab.time.now()) });
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    take,
    follow: (signal) => follow({ tab, sleep, scan, signal, become, hear, shown: () => state }),
  };
}

type Following = {
  tab: Tab;
  sleep: Sleep;
  scan: string;
  signal: AbortSignal;
  shown(): ShownScan;
  become(next: Partial<ShownScan>): void;
  hear(told: ScanEvent): void;
};

async function follow(parts: Following): Promise<void> {
  const { sleep, signal, shown, become } = parts;
  let rest: number = browserPolicy.followRestFirstMs;
  if (shown().view === null && !(await readWhole(parts))) return;
  while (!signal.aborted && shown().view?.summary.state !== "ended") {
    const { heard, isPlanned } = await watchStream(parts);
    if (signal.aborted || shown().view?.summary.state === "ended") break;
    rest = heard === "told" ? browserPolicy.followRestFirstMs : rest * 2;
    // Its life was over: the next follows at once, but for one that may end as wordlessly.
    if (isPlanned && heard === "told") continue;
    const restMs = Math.min(rest, browserPolicy.followRestMostMs);
    const isPolled = typeof heard === "object" && isFull(heard);
    if (!isPlanned) become({ link: isPolled ? "polled" : "cut" });
    const mostMs = isPolled ? browserPolicy.scanReadMs : restMs;
    await sleep(typeof heard === "object" ? waitOf(parts, heard, mostMs) : restMs, signal);
    const mustRead = isPolled || heard === "over";
    if (mustRead && !signal.aborted && !(await readWhole(parts))) return;
  }
  // How it ended tells of the upstream; the last event does not say it.
  if (!signal.aborted) await readStatus(parts.tab);
}

/** There are as many streams as may be: the scan is read instead. */
function isFull({ reason }: Refusal): boolean {
  return reason === "too-many-streams" || reason === "overloaded";
}

/** As long as the refusal says, else `otherwiseMs`. */
function waitOf({ tab }: Following, { readyAt }: Refusal, otherwiseMs: number): number {
  return readyAt === null ? otherwiseMs : Math.max(0, readyAt - tab.time.now());
}

/** False: it is not there to be read, now or ever; the refusal says which. */
async function readWhole({ tab, scan, signal, become, shown }: Following): Promise<boolean> {
  const answer = await callServer<Scan>(tab, scanPath(scan), { signal });
  if (signal.aborted) return false;
  if (answer.kind === "answered") {
    keepQuota(tab, answer.body.quota);
    become({ refusal: null, view: viewOfScan(answer.body, tab.time.now()) });
    return true;
  }
  // What is shown stays; a connection or a store that fails may come back.
  if (shown().view !== null && isPassing(answer.refusal)) return true;
  become({ refusal: answer.refusal });
  return false;
}

function isPassing({ reason }: Refusal): boolean {
  return ["unreachable", "store-unavailable", "overloaded", "too-many-requests"].includes(reason);
}

/**
 * `told`: it spoke; `silent`: it did not, or broke; `over`: there is nothing more to tell, or the scan
 * is not there. A refusal: there is no stream to be had now. `isPlanned`: it is to be opened again.
 */
type Watched = { heard: "told" | "silent" | "over" | Refusal; isPlanned: boolean };

async function watchStream(parts: Following): Promise<Watched> {
  const { tab, sleep, scan, signal, shown, hear } = parts;
  const leave = new AbortController();
  const onAbort = () => leave.abort();
  signal.addEventListener("abort", onAbort, { once: true });
  const silence = createSilence(sleep, onAbort);
  const watched: Watched = { heard: "silent", isPlanned: false };
  const onReconnect = () => {
    watched.isPlanned = true;
  };
  try {
    silence.restart();
    const lastEventId = shown().view?.lastEventId ?? "";
    const response = await tab.fetch(`${scanPath(scan)}/events`, {
      headers: { accept: "text/event-stream", "last-event-id": lastEventId },
      signal: leave.signal,
    });
    if (response.status === 429 || response.status === 503) {
      const body = await response.json().catch(() => null);
      return { ...watched, heard: refusalIn(response, body, tab.time.now()) };
    }
    if (!response.ok || response.status === 204 || response.body === null) {
      return { ...watched, heard: "over" };
    }
    for await (const message of messagesIn(response.body, silence.restart, onReconnect)) {
      silence.restart();
      const event = scanEventOf(message);
      if (event === null) continue;
      watched.heard = "told";
      hear(event);
      if (event.event === "end") break;
    }
    return watched;
  } catch {
    return watched;
  } finally {
    signal.removeEventListener("abort", onAbort);
    silence.stop();
    leave.abort();
  }
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

/** The server encodes each event from its schema, so its name says its shape. */
function scanEventOf({ id, event, data }: Message): ScanEvent | null {
  if (id === undefined || event === undefined || !Object.hasOwn(NAMES, event)) return null;
  return { id, event, data: JSON.parse(data) } as ScanEvent;
}

function keepQuota(tab: Tab, quota: Scan["quota"]): void {
  tab.held.keepQuota({ quota, readAt: tab.time.now() });
}

export function scanPath(scan: string): string {
  return `/api/scanner/scans/${encodeURIComponent(scan)}`;
}
