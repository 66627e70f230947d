import type { ScanEvent, ScanEventData } from "@/lib/contract/scan-events";
import { scanPolicy } from "@/lib/policy";
import { type HeldScan, scanGone } from "./find-scan";
import type { DeskParts } from "./parts";
import type { Refusal } from "./refusal";
import { eventAt } from "./scan-event";
import type { ScanRun } from "./scan-run";
import type { ScanRuns } from "./scan-runs";
import { scanOf, stateOf, storeNow, waitOf } from "./scan-view";
import { createStoreBudget } from "./store-budget";

export type ScanStream =
  | { kind: "stream"; events(signal: AbortSignal): AsyncIterable<ScanEvent> }
  /** It has ended, and its reader was told so. */
  | { kind: "over" }
  | Refusal;

/** A scan's events after `lastEventId` (null: all of them), until it ended. It moves meanwhile. */
export async function streamScan(
  desk: DeskParts,
  runs: ScanRuns,
  held: HeldScan,
  lastEventId: string | null,
): Promise<ScanStream> {
  const run = await runs.open(held, createStoreBudget(desk.clock));
  if (!run) return scanGone();
  const { story } = run;
  const from = desk.scans.findEvent(story, lastEventId ?? "0");
  if (story.state === "ended" && from === story.lines.length) return { kind: "over" };
  const told = Number(/\.(\d+)$/.exec(lastEventId ?? "")?.[1] ?? 0);
  return { kind: "stream", events: (signal) => tellScan(desk, run, { from, told }, signal) };
}

/** Where a reader is: `told` counts what had no place of its own since the event at `from`. */
type Reader = { from: number | null; told: number };

async function* tellScan(
  desk: DeskParts,
  run: ScanRun,
  reader: Reader,
  signal: AbortSignal,
): AsyncGenerator<ScanEvent> {
  const { story } = run;
  const startedAt = desk.clock.monotonic();
  // A platform may freeze the function soon after its stream: no call should be under way then.
  const linger = () =>
    Math.min(scanPolicy.lookedAtMs, startedAt + scanPolicy.functionMs - desk.clock.monotonic());
  const letGo = run.hold(() => (signal.aborted ? Math.max(0, linger()) : 0));
  let { from: at, told } = reader;
  let edition = story.edition;
  let progress: Progress | null = null;
  let progressAt = 0;
  try {
    while (!signal.aborted && !run.isDeleted) {
      if (at === null || edition !== story.edition) {
        [at, edition, told] = [story.lines.length, story.edition, 0];
        const id = desk.scans.eventId(story, at);
        yield { id, event: "reset", data: scanOf(desk, story, run.quotes, id) };
      }
      for (; at < story.lines.length && edition === story.edition; at += 1) {
        const event = eventAt(desk, story, at);
        told = 0;
        if (event) yield event;
      }
      if (edition !== story.edition) continue;
      if (story.state === "ended") return;
      const next = progressOf(desk, run);
      const now = desk.clock.monotonic();
      if (!progress || isNews(progress, next, now - progressAt)) {
        [progress, progressAt] = [next, now];
        told += 1;
        const id = `${desk.scans.eventId(story, at)}.${told}`;
        yield { id, event: "progress", data: next };
      }
      if (at === story.lines.length) await run.news.next(signal, scanPolicy.syncMs);
    }
  } finally {
    letGo();
  }
}

type Progress = ScanEventData<"progress">;

function progressOf(desk: DeskParts, run: ScanRun): Progress {
  const { story } = run;
  const { tally } = story;
  const wait = waitOf(desk, { ...story, ...tally }, run.quotes);
  return { ...tally, ...wait, state: stateOf(story, storeNow(desk)) };
}

/** A wait is news when it is off by more than a reader counts down by itself, in `elapsedMs`. */
function isNews(before: Progress, after: Progress, elapsedMs: number): boolean {
  const names = ["done", "failed", "state", "place"] as const;
  if (names.some((name) => before[name] !== after[name])) return true;
  const { waitNewsMs, waitNewsOfWait } = scanPolicy;
  const wait = Math.max(0, before.estimatedWaitSeconds * 1_000 - elapsedMs);
  const moved = Math.abs(after.estimatedWaitSeconds * 1_000 - wait);
  return moved > Math.max(waitNewsMs, wait * waitNewsOfWait);
}
