import type { Home } from "@/lib/contract/home";
import type { PageReach } from "./count-page";
import type { DeskParts } from "./parts";
import { presentKnown, readKnown } from "./read-known";

/** The headlines of a page and the quota. Never spends. */
export async function readHome(
  desk: DeskParts,
  symbols: readonly string[],
  reach: PageReach = "store",
): Promise<Home> {
  const keys = symbols.map(
    (symbol) => desk.upstream.jobFor({ resource: "gex", symbol })?.key ?? "",
  );
  const known = await readKnown(desk, keys, reach);
  const rows = symbols.map((symbol, index): Home["rows"][number] => {
    const snapshot = presentKnown(desk, known, keys[index] ?? null);
    return { symbol, snapshot: snapshot?.resource === "gex" ? snapshot : null };
  });
  return { rows, quota: known.quota, serverNow: known.serverNow };
}
