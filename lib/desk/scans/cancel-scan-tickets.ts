import type { Services } from "@/lib/desk/base/services";
import type { ScanRequest } from "@/lib/scans/scan-log";

/**
 * Cancels a scan's tickets, whichever process entered them. Keeps tickets that a click of the same
 * caller also needs: they became more urgent than the scan, or a request still waits for them here.
 * A click at another process with the scan's priority has the same ticket, so it is canceled too.
 */
export async function cancelScanTickets(
  desk: Pick<Services, "pump" | "upstream">,
  request: ScanRequest,
): Promise<void> {
  const { caller, wanted, priority: own } = request;
  const keys = new Set(wanted.map((one) => desk.upstream.jobFor(one)?.key));
  const { mine } = await desk.pump.snapshot(caller);
  const places = mine.filter(
    ({ key, urgency }) => keys.has(key) && urgency >= own && !desk.pump.isAwaited({ key, caller }),
  );
  await Promise.all(places.map(({ key, ticket }) => desk.pump.cancel({ key, ticket })));
}
