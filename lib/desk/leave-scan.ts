import type { ScanOrder } from "@/lib/scans/story";
import type { DeskParts } from "./parts";

/**
 * Takes a scan's tickets out of the line, whichever instance entered them. What its caller asked for
 * by a click as well stays: it became more urgent than the scan, or somebody waits for it here still.
 * (A click elsewhere that is no more urgent cannot be told from the scan: it is one ticket.)
 */
export async function leaveLine(desk: DeskParts, order: ScanOrder): Promise<void> {
  const { caller, wanted, priority: own } = order;
  const keys = new Set(wanted.map((one) => desk.upstream.jobFor(one)?.key));
  const { mine } = await desk.pump.look(caller);
  const places = mine.filter(
    ({ key, urgency }) => keys.has(key) && urgency >= own && !desk.pump.isAwaited({ key, caller }),
  );
  await Promise.all(places.map(({ key, ticket }) => desk.pump.leave({ key, ticket })));
}
