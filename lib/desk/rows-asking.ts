import type { ListedScan } from "@/lib/scans/scans";
import type { DeskParts } from "./parts";

/** A row of a caller's scan that wants a resource. */
export type AskingRow = { scan: ListedScan; row: number };

/** The rows of a caller's scans, not ended ones, that want a resource. Rejects with StoreFault. */
export async function rowsAsking(
  { scans, upstream }: Pick<DeskParts, "upstream"> & { scans: Pick<DeskParts["scans"], "list"> },
  { caller, key }: { caller: string; key: string },
): Promise<AskingRow[]> {
  const open = (await scans.list(caller)).filter(({ state }) => state !== "ended");
  return open.flatMap((scan) => {
    const index = scan.order.wanted.findIndex((one) => upstream.jobFor(one)?.key === key);
    return index === -1 ? [] : [{ scan, row: index + 1 }];
  });
}
