import type { Services } from "@/lib/desk/base/services";
import type { StoreBudget } from "@/lib/desk/base/store-budget";
import type { ScanLog } from "@/lib/scans/scan-log";
import type { RowEvent } from "@/lib/scans/stored-event";
import type { OwnedScan } from "./find-scan";
import { ScanRun } from "./scan-run";

/** The scans that clients watch in this process. */
export type ScanRuns = {
  /** Starts a new scan with the rows that are already answered. */
  start(log: ScanLog, ended: readonly RowEvent[]): ScanRun;
  /** Returns the run in this process; null: none. */
  here(id: string): ScanRun | null;
  /**
   * Returns the run in this process, or opens the scan from the store; null: it no longer exists.
   * Does not keep it running. Reading it may take many round trips, each with its own deadline,
   * which `budget` does not cover.
   */
  open(owned: OwnedScan, budget: StoreBudget): Promise<ScanRun | null>;
  /** Resolves when the scan stops running here, or after `mostMs`. */
  rests(id: string, mostMs: number): Promise<void>;
  stop(): void;
};

/** A stopped run is forgotten at once: the store has it, and its rows may take 20 MB. */
export function createScanRuns(desk: Services): ScanRuns {
  const runs = new Map<string, ScanRun>();
  const opening = new Map<string, Promise<ScanRun | null>>();
  let isStopped = false;

  const presence = {
    begins(run: ScanRun): void {
      if (isStopped) run.stop();
      runs.set(run.log.id, run);
    },
    rests(run: ScanRun): void {
      if (runs.get(run.log.id) === run) runs.delete(run.log.id);
    },
  };

  async function load({ id, callerId }: OwnedScan): Promise<ScanRun | null> {
    const log = await desk.scans.open(id, callerId);
    return log && new ScanRun(desk, log, presence);
  }

  return {
    start(log, ended) {
      const run = new ScanRun(desk, log, presence);
      run.report(ended);
      return run;
    },
    here: (id) => runs.get(id) ?? null,
    async open(owned, budget) {
      const here = runs.get(owned.id);
      if (here) {
        await budget.spend(here.caughtUp());
        return here.isDeleted ? null : here;
      }
      const shared = opening.get(owned.id) ?? load(owned);
      opening.set(owned.id, shared);
      try {
        return await shared;
      } finally {
        opening.delete(owned.id);
      }
    },
    async rests(id, mostMs) {
      await opening.get(id)?.catch(() => null);
      const enough = new AbortController();
      const over = runs.get(id)?.over() ?? Promise.resolve();
      await Promise.race([over, desk.clock.sleep(mostMs, enough.signal)]);
      enough.abort();
    },
    stop() {
      isStopped = true;
      for (const run of runs.values()) run.stop();
    },
  };
}
