import type { RowEvent } from "@/lib/scans/stored-event";
import type { Story } from "@/lib/scans/story";
import type { HeldScan } from "./find-scan";
import type { DeskParts } from "./parts";
import { ScanRun } from "./scan-run";
import type { StoreBudget } from "./store-budget";

/** The scans that somebody looks at here. */
export type ScanRuns = {
  /** A scan that was made just now, with the rows that are answered already. */
  start(story: Story, ended: readonly RowEvent[]): ScanRun;
  /** The one that is here; null: it is not. */
  here(id: string): ScanRun | null;
  /**
   * The one that is here, or else as the store has it; null: it is not kept. Not a look yet. What the
   * store has may be many round trips, each with a deadline of its own: `budget` is not for those.
   */
  open(held: HeldScan, budget: StoreBudget): Promise<ScanRun | null>;
  /** Resolves when it rests here, or after `mostMs`. */
  rests(id: string, mostMs: number): Promise<void>;
  stop(): void;
};

export function createScanRuns(desk: DeskParts): ScanRuns {
  const runs = new Map<string, ScanRun>();
  const opening = new Map<string, Promise<ScanRun | null>>();

  function keep(story: Story): ScanRun {
    const run = new ScanRun(desk, story);
    runs.set(story.id, run);
    return run;
  }

  /** Those that rest are forgotten: the store has them. */
  function sweep(): void {
    for (const [id, run] of runs) if (run.isResting) runs.delete(id);
  }

  async function load({ id, callerId }: HeldScan): Promise<ScanRun | null> {
    const story = await desk.scans.open(id, callerId);
    return story && keep(story);
  }

  return {
    start(story, ended) {
      sweep();
      const run = keep(story);
      run.tell(ended);
      return run;
    },
    here(id) {
      sweep();
      return runs.get(id) ?? null;
    },
    async open(held, budget) {
      sweep();
      const here = runs.get(held.id);
      if (here) {
        await budget.spend(here.heard());
        return here.isDeleted ? null : here;
      }
      const shared = opening.get(held.id) ?? load(held);
      opening.set(held.id, shared);
      try {
        return await shared;
      } finally {
        opening.delete(held.id);
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
      for (const run of runs.values()) run.stop();
    },
  };
}
