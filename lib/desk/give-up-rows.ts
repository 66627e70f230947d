import type { DeskParts } from "./parts";
import { failure, problemOf } from "./refusal";
import { openRows } from "./scan-ask";
import { createStoreBudget } from "./store-budget";

/**
 * Before a ticket of the batch lane leaves the line: rows of its caller's scans that it stands for end
 * with it, on whichever instance they run. Else the scan would ask for them again at once. (A more
 * urgent ticket is a click's: given up, a scan of the same symbol goes on.)
 */
export async function giveUpRows(
  desk: DeskParts,
  { caller, key }: { caller: string; key: string },
): Promise<void> {
  const scans = await createStoreBudget(desk.clock).spend(desk.scans.list(caller));
  for (const { id, order, state } of scans) {
    const row = order.wanted.findIndex((one) => desk.upstream.jobFor(one)?.key === key) + 1;
    if (row === 0 || state !== "running") continue;
    const story = await desk.scans.open(id, caller);
    if (!story || !openRows(story).includes(row)) continue;
    const changes = [{ event: "failed", row, problem: problemOf(failure("gone")) } as const];
    await desk.scans.sync(story, { changes, isLooked: false, isUnattended: true });
  }
}
