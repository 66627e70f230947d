import type { Job } from "@/lib/contract/queue/job";
import type { Ask } from "@/lib/gate/step";
import type { ScanLog, ScanRequest } from "@/lib/scans/scan-log";
import type { RowEvent } from "@/lib/scans/stored-event";
import type { Upstream } from "@/lib/upstream/port/upstream";

/** Returns the job for a row; null: this upstream does not offer it. */
export function jobOfRow(upstream: Upstream, { wanted }: ScanRequest, row: number): Job | null {
  const one = wanted[row - 1];
  return one ? upstream.jobFor(one) : null;
}

/** Lists the rows that have not ended, by number, ascending. */
export function openRows({ rows }: Pick<ScanLog, "rows">): number[] {
  return rows.flatMap(({ state }, index) =>
    state === "waiting" || state === "running" ? [index + 1] : [],
  );
}

/** Lists the rows that these events end, by number. */
export function endedRows(changes: readonly RowEvent[]): Set<number> {
  return new Set(changes.flatMap(({ event, row }) => (event === "queued" ? [] : [row])));
}

/**
 * Builds a row's gate request. It waits for an open breaker, because a scan has time.
 * `ifNewerThan`: store ms.
 */
export function askForRow(
  { caller, house = caller, share, priority }: ScanRequest,
  { key, kind, charges }: Job,
  ifNewerThan: number,
): Ask {
  const place = { key, kind, charges, caller, house, share, priority, ifNewerThan };
  return { ...place, maxBreakerWaitMs: Number.MAX_SAFE_INTEGER, joinOnly: false, issuedAt: 0 };
}
