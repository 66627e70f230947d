import type { Caller } from "@/lib/callers/callers";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";

/** A scan id that belongs to the caller. The scan may no longer exist. */
export type OwnedScan = { id: string; callerId: string };

/**
 * Checks that a scan id belongs to the caller. For other callers it does not exist. Does not read
 * the store.
 */
export function findScan(
  desk: Pick<Services, "scans">,
  id: string,
  caller: Caller,
): OwnedScan | Refusal {
  const whose = desk.scans.judgeId(id, caller.id);
  switch (whose) {
    case "theirs":
      return { id, callerId: caller.id };
    case "malformed":
      return { kind: "refused", slug: "invalid-request", detail: "Not a valid scan ID." };
    case "unknown":
      return { kind: "refused", slug: "not-found", detail: "You have no scan with this ID." };
    default:
      return whose satisfies never;
  }
}

export function scanGone(): Refusal {
  const detail = "This scan was deleted or has expired. Start it again.";
  return { kind: "refused", slug: "gone", detail };
}
