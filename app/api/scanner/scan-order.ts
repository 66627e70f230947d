import { parseSymbols } from "@/app/api/parse-symbols";
import { SCAN_PRIORITY, type ScanEstimate, scanRequestSchema } from "@/lib/contract/scan";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan-limit";
import { nameWanted, type Wanted } from "@/lib/contract/wanted";
import { readJson } from "@/lib/http/body";
import { ProblemError } from "@/lib/http/problem-error";

/** What a scan is asked to do, and what of the body was left out. */
export type ScanBody = {
  wanted: Wanted[];
  priority: number;
  told: Pick<ScanEstimate, "total" | "accepted" | "duplicates" | "rejected">;
};

/** The body of a scan. Throws ProblemError: 400, 403, 413, 415, 422. */
export async function readScanBody(request: Request): Promise<ScanBody> {
  const { symbols, resource, priority, ...choice } = await readJson(request, scanRequestSchema);
  if (priority < SCAN_PRIORITY.mostUrgent) {
    const detail = `The most urgent priority of a scan is ${SCAN_PRIORITY.mostUrgent}.`;
    throw new ProblemError("forbidden", detail);
  }
  const { named, duplicates, malformed } = parseSymbols(symbols, SCAN_SYMBOLS_MAX, "a scan");
  const wanted = named.flatMap((symbol) => nameWanted(resource, symbol, choice) ?? []);
  if (wanted.length === 0) {
    throw new ProblemError("invalid-request", `No such choice belongs to ${resource}.`);
  }
  const rejected = malformed.map(({ index, ...why }) => ({
    ...why,
    symbol: shown(symbols[index]),
  }));
  const told = { total: symbols.length, accepted: wanted.length, duplicates, rejected };
  return { wanted, priority, told };
}

/** So that its sender finds it: short, and nothing in it that a terminal or a page would act on. */
function shown(symbol: string | undefined): string {
  return (symbol ?? "").slice(0, 20).replace(/[^\x20-\x7e]/g, "?");
}
