import { failure, problemOf } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { scanRowsWanting } from "@/lib/desk/queue/scan-rows-wanting";
import { openRows } from "./scan-ask";

/**
 * Ends the scan rows of a canceled batch ticket, in whichever process they run.
 * Otherwise the scan would enter them again at once. A more urgent ticket belongs to a click: when
 * it is canceled, a scan of the same symbol continues.
 */
export async function cancelRows(
  desk: Services,
  ticket: { caller: string; key: string },
): Promise<void> {
  const rows = await createStoreBudget(desk.clock).spend(scanRowsWanting(desk, ticket));
  for (const { scan, row } of rows) {
    const log = await desk.scans.open(scan.id, ticket.caller);
    if (log?.state !== "running" || !openRows(log).includes(row)) continue;
    const changes = [{ event: "failed", row, problem: problemOf(failure("gone")) } as const];
    await desk.scans.sync(log, { changes, isLooked: false, isUnattended: true });
  }
}
