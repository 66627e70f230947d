import type { Services } from "@/lib/desk/base/services";
import type { ListedScan } from "@/lib/scans/scans";

/** A row of a caller's scan that wants a resource. */
export type WantingRow = { scan: ListedScan; row: number };

/**
 * Finds rows that want a resource in a caller's scans that have not ended. Rejects with StoreFault.
 */
export async function scanRowsWanting(
  { scans, upstream }: Pick<Services, "upstream"> & { scans: Pick<Services["scans"], "list"> },
  { caller, key }: { caller: string; key: string },
): Promise<WantingRow[]> {
  const open = (await scans.list(caller)).filter(({ state }) => state !== "ended");
  return open.flatMap((scan) => {
    const index = scan.request.wanted.findIndex((one) => upstream.jobFor(one)?.key === key);
    return index === -1 ? [] : [{ scan, row: index + 1 }];
  });
}
