import type { ScanStore } from "./restore-scan-log";
import { type ScanRequest, tallyLetters } from "./scan-log";
import type { ActedScan, ScanAct } from "./scans";
import { syncStep, wishArgument } from "./sync-scan-log";

/** Applies a person's act to a stored scan: one step, however large its rows are. */
export async function actOnKept(
  place: ScanStore,
  id: string,
  request: ScanRequest,
  act: ScanAct,
): Promise<ActedScan | null> {
  const wish = wishArgument({ changes: [], act, isLooked: true });
  const { head } = await syncStep(place, { id, ...wish, known: 0, tag: "", most: 1 }, []);
  if (head.kind === "deleted") return act === "delete" ? { kind: "deleted" } : null;
  if (head.kind !== "synced") return null;
  const { createdAt, lookedAt, state, rows, now, refused } = head;
  const scan = { id, request, createdAt, lookedAt, state, now, ...tallyLetters(rows) };
  return { kind: "acted", scan, refused };
}
