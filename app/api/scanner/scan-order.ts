import { parseSymbol } from "@/lib/contract/parse-symbol";
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

const MALFORMED = "This is not a ticker symbol.";

/** The body of a scan. Throws ProblemError: 400, 403, 413, 415, 422. */
export async function readScanBody(request: Request): Promise<ScanBody> {
  const { symbols, resource, priority, ...choice } = await readJson(request, scanRequestSchema);
  if (priority < SCAN_PRIORITY.mostUrgent) {
    const detail = `The most urgent priority of a scan is ${SCAN_PRIORITY.mostUrgent}.`;
    throw new ProblemError("forbidden", detail);
  }
  if (symbols.length > SCAN_SYMBOLS_MAX) {
    throw new ProblemError("unprocessable", `At most ${SCAN_SYMBOLS_MAX} symbols a scan.`);
  }
  const parsed = symbols.map(parseSymbol);
  const rejected = parsed.flatMap((symbol, index) =>
    symbol === null
      ? [{ pointer: `/symbols/${index}`, symbol: shown(symbols[index]), detail: MALFORMED }]
      : [],
  );
  const good = parsed.filter((symbol) => symbol !== null);
  const named = [...new Set(good)];
  if (named.length === 0) {
    const errors = rejected.slice(0, 20).map(({ pointer, detail }) => ({ pointer, detail }));
    throw new ProblemError("unprocessable", "None of these is a ticker symbol.", { errors });
  }
  const wanted = named.flatMap((symbol) => nameWanted(resource, symbol, choice) ?? []);
  if (wanted.length === 0) {
    throw new ProblemError("invalid-request", `No such choice belongs to ${resource}.`);
  }
  const duplicates = named.filter((symbol) => good.indexOf(symbol) !== good.lastIndexOf(symbol));
  const told = { total: symbols.length, accepted: wanted.length, duplicates, rejected };
  return { wanted, priority, told };
}

/** So that its sender finds it: short, and nothing in it that a terminal or a page would act on. */
function shown(symbol: string | undefined): string {
  return (symbol ?? "").slice(0, 20).replace(/[^\x20-\x7e]/g, "?");
}
