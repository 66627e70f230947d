import type { Caller } from "@/lib/callers/callers";
import type { DeskParts } from "./parts";
import type { Refusal } from "./refusal";

/** A scan that is, or was, its reader's. */
export type HeldScan = { id: string; callerId: string };

/** Its caller only: for everybody else there is no such scan. Malformed ids say so. Asks no store. */
export function findScan(desk: DeskParts, id: string, caller: Caller): HeldScan | Refusal {
  const whose = desk.scans.judgeId(id, caller.id);
  switch (whose) {
    case "theirs":
      return { id, callerId: caller.id };
    case "malformed":
      return { kind: "refused", slug: "invalid-request", detail: "This is not a scan's id." };
    case "unknown":
      return { kind: "refused", slug: "not-found", detail: "There is no such scan of yours." };
    default:
      return whose satisfies never;
  }
}

export function scanGone(): Refusal {
  const detail = "This scan was deleted, or is no longer kept. Start it again.";
  return { kind: "refused", slug: "gone", detail };
}
