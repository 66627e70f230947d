import type { ScanEvent, ScanEventData } from "@/lib/contract/scan/scan-events";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { scanPolicy } from "@/lib/policy";
import { type OwnedScan, scanGone } from "./find-scan";
import { eventAt } from "./scan-event";
import type { ScanRun } from "./scan-run";
import type { ScanRuns } from "./scan-runs";
import { scanOf, stateOf, storeNow, waitOf } from "./scan-view";

export type ScanStream =
  | { kind: "stream"; events(signal: AbortSignal): AsyncIterable<ScanEvent> }
  /** The scan has ended, and its reader received the end. */
  | { kind: "over" }
  | Refusal;

/**
 * Streams a scan's events after `lastEventId` (null: all) until it ends. Keeps the scan running.
 */
export async function streamScan(
  desk: Services,
  runs: ScanRuns,
  owned: OwnedScan,
  lastEventId: string | null,
): Promise<ScanStream> {
  const run = await runs.open(owned, createStoreBudget(desk.clock));
  if (!run) return scanGone();
  const { log } = run;
  const from = desk.scans.findEvent(log, lastEventId ?? "0");
  if (log.state === "ended" && from === log.lines.length) return { kind: "over" };
  const progressSent = Number(/\.(\d+)$/.exec(lastEventId ?? "")?.[1] ?? 0);
  return {
    kind: "stream",
    events: (signal) => scanEvents(desk, run, { from, progressSent }, signal),
  };
}

/**
 * Reader position. `from`: index of the last stored event. `progressSent`: unstored progress events
 * sent since.
 */
type Reader = { from: number | null; progressSent: number };

async function* scanEvents(
  desk: Services,
  run: ScanRun,
  reader: Reader,
  signal: AbortSignal,
): AsyncGenerator<ScanEvent> {
  const { log } = run;
  const startedAt = desk.clock.monotonic();
  // A platform may freeze the process soon after the stream ends, and no call should be in flight
  // then.
  const linger = () =>
    Math.min(scanPolicy.lookedAtMs, startedAt + scanPolicy.functionMs - desk.clock.monotonic());
  const letGo = run.hold(() => (signal.aborted ? Math.max(0, linger()) : 0));
  let { from: at, progressSent } = reader;
  let epoch = log.epoch;
  let progress: Progress | null = null;
  let progressAt = 0;
  try {
    while (!signal.aborted && !run.isDeleted) {
      if (at === null || epoch !== log.epoch) {
        [at, epoch, progressSent] = [log.lines.length, log.epoch, 0];
        const id = desk.scans.eventId(log, at);
        yield { id, event: "reset", data: scanOf(desk, log, run.quotes, id) };
      }
      for (; at < log.lines.length && epoch === log.epoch; at += 1) {
        const event = eventAt(desk, log, at);
        progressSent = 0;
        if (event) yield event;
      }
      if (epoch !== log.epoch) continue;
      if (log.state === "ended") return;
      const next = progressOf(desk, run);
      const now = desk.clock.monotonic();
      if (!progress || isNews(progress, next, now - progressAt)) {
        [progress, progressAt] = [next, now];
        progressSent += 1;
        const id = `${desk.scans.eventId(log, at)}.${progressSent}`;
        yield { id, event: "progress", data: next };
      }
      if (at === log.lines.length) await run.news.next(signal, scanPolicy.syncMs);
    }
  } finally {
    letGo();
  }
}

type Progress = ScanEventData<"progress">;

function progressOf(desk: Pick<Services, "clock" | "pump" | "upstream">, run: ScanRun): Progress {
  const { log } = run;
  const { tally } = log;
  const wait = waitOf(desk, { ...log, ...tally }, run.quotes);
  return { ...tally, ...wait, state: stateOf(log, storeNow(desk)) };
}

/** A new wait is sent when it differs from what the reader counted down itself in `elapsedMs`. */
function isNews(before: Progress, after: Progress, elapsedMs: number): boolean {
  const names = ["done", "failed", "state", "place"] as const;
  if (names.some((name) => before[name] !== after[name])) return true;
  const { waitNewsMs, waitNewsOfWait } = scanPolicy;
  if (before.estimatedWaitSeconds === null || after.estimatedWaitSeconds === null) {
    return before.estimatedWaitSeconds !== after.estimatedWaitSeconds;
  }
  const wait = Math.max(0, before.estimatedWaitSeconds * 1_000 - elapsedMs);
  const moved = Math.abs(after.estimatedWaitSeconds * 1_000 - wait);
  return moved > Math.max(waitNewsMs, wait * waitNewsOfWait);
}
