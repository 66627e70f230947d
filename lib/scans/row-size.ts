import type { SymbolWanted } from "@/lib/contract/market/wanted";
import { scanPolicy } from "@/lib/policy";

/** The largest size in the store of a scan row, or of the cached copy it comes from, in KB. */
export function rowKilobytesOf(wanted: SymbolWanted): number {
  return wanted.resource === "history"
    ? scanPolicy.historyKilobytes[wanted.span]
    : scanPolicy.rowKilobytes[wanted.resource];
}
