import type { DeskParts } from "./parts";
import { failure, problemOf } from "./refusal";
import { rowsAsking } from "./rows-asking";
import { openRows } from "./scan-ask";
import { createStoreBudget } from "./store-budget";

/**
 * Before a ticket of the batch lane leaves the line: rows of its caller's scans that it stands for end
 * with it, on whichever instance they run. Else the scan would ask for them again at once. (A more
 * urgent ticket is a click's: given up, a scan of the same symbol goes on.)
 */
export async function giveUpRows(
  desk: DeskParts,
  ticket: { caller: string; key: string },
): Promise<void> {
  const rows = await createStoreBudget(desk.clock).spend(rowsAsking(desk, ticket));
  for (const { scan, row } of rows) {
    const story = await desk.scans.open(scan.id, ticket.caller);
    if (story?.state !== "running" || !openRows(story).includes(row)) continue;
    const changes = [{ event: "failed", row, problem: problemOf(failure("gone")) } as const];
    await desk.scans.sync(story, { changes, isLooked: false, isUnattended: true });
  }
}
