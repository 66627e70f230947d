import type { Home } from "@/lib/contract/page/home";
import type { Services } from "@/lib/desk/base/services";
import type { PageReach } from "./count-page";
import { presentKnown, readKnown } from "./read-known";

/** Reads a page's summaries and the quota. Never makes a call. */
export async function readHome(
  desk: Services,
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
