import type { Job } from "@/lib/contract/job";
import type { Ask } from "@/lib/gate/step";
import type { ScanOrder, Story } from "@/lib/scans/story";
import type { Upstream } from "@/lib/upstream/upstream";

/** What a row is called for with; null: this upstream does not offer it. */
export function jobOfRow(upstream: Upstream, { wanted }: ScanOrder, row: number): Job | null {
  const one = wanted[row - 1];
  return one ? upstream.jobFor(one) : null;
}

/** Rows without an end, by number, the first ones first. */
export function openRows({ rows }: Pick<Story, "rows">): number[] {
  return rows.flatMap(({ state }, index) =>
    state === "waiting" || state === "running" ? [index + 1] : [],
  );
}

/** A row's ask for a place. It waits out an open breaker: a scan has time. `seen`: store ms. */
export function askForRow(
  { caller, priority }: ScanOrder,
  { key, window }: Job,
  seen: number,
): Ask {
  const patience = Number.MAX_SAFE_INTEGER;
  return { key, window, caller, priority, seen, patience, join: false, resume: 0 };
}
