import type { Place } from "./restore-story";
import type { ActedScan, ScanAct } from "./scans";
import { type ScanOrder, tallyLetters } from "./story";
import { syncStep, wishArgument } from "./sync-story";

/** A person's act on a scan as the store has it: one step, whatever its rows hold. */
export async function actOnKept(
  place: Place,
  id: string,
  order: ScanOrder,
  act: ScanAct,
): Promise<ActedScan | null> {
  const wish = wishArgument({ changes: [], act, isLooked: true });
  const { head } = await syncStep(place, { id, ...wish, known: 0, tag: "", most: 1 }, []);
  if (head.kind === "deleted") return act === "delete" ? { kind: "deleted" } : null;
  if (head.kind !== "synced") return null;
  const { createdAt, lookedAt, state, rows, now, refused } = head;
  const scan = { id, order, createdAt, lookedAt, state, now, ...tallyLetters(rows) };
  return { kind: "acted", scan, refused };
}
