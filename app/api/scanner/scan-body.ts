import { parseSymbols } from "@/app/api/_shared/parse-symbols";
import { nameWanted } from "@/lib/contract/market/name-wanted";
import type { SymbolWanted } from "@/lib/contract/market/wanted";
import { SCAN_PRIORITY, type ScanEstimate, scanRequestSchema } from "@/lib/contract/scan/scan";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan/scan-limit";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { readJson } from "@/lib/http/request/body";

/** The parsed body of a scan. `counts` goes into the answer: what was accepted and what was not. */
export type ScanBody = {
  wanted: SymbolWanted[];
  priority: number;
  counts: Pick<ScanEstimate, "total" | "accepted" | "duplicates" | "rejected">;
};

/** Parses the body of a scan. Throws ProblemError: 400, 403, 413, 415, 422. */
export async function readScanBody(request: Request): Promise<ScanBody> {
  const { symbols, resource, priority, ...choice } = await readJson(request, scanRequestSchema);
  if (priority < SCAN_PRIORITY.mostUrgent) {
    const detail = `The most urgent priority allowed for a scan is ${SCAN_PRIORITY.mostUrgent}.`;
    throw new ProblemError("forbidden", detail);
  }
  const { named, duplicates, malformed } = parseSymbols(symbols, SCAN_SYMBOLS_MAX, "per scan");
  const wanted = named.flatMap((symbol) => nameWanted(resource, symbol, choice) ?? []);
  if (wanted.length === 0) {
    throw new ProblemError("invalid-request", `${resource} does not take this expiry or window.`);
  }
  const rejected = malformed.map(({ index, ...why }) => ({
    ...why,
    symbol: shown(symbols[index]),
  }));
  const counts = { total: symbols.length, accepted: wanted.length, duplicates, rejected };
  return { wanted, priority, counts };
}

/** A rejected symbol, short and in plain ASCII, so that it is safe in a terminal or a page. */
function shown(symbol: string | undefined): string {
  return (symbol ?? "").slice(0, 20).replace(/[^\x20-\x7e]/g, "?");
}
