import type { Job } from "@/lib/contract/job";
import type { Ask } from "@/lib/gate/step";
import type { ScanOrder } from "@/lib/scans/story";

/** A row's ask for a place. It waits out an open breaker: a scan has time. `seen`: store ms. */
export function askForRow(
  { caller, priority }: ScanOrder,
  { key, window }: Job,
  seen: number,
): Ask {
  const patience = Number.MAX_SAFE_INTEGER;
  return { key, window, caller, priority, seen, patience, join: false, resume: 0 };
}
