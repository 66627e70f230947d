import { z } from "zod";
import { isSameInstrument } from "@/lib/contract/market/parse-symbol";
import { type BodyOutcome, invalidBody } from "@/lib/upstream/call/call-outcome";
import { parseJson } from "@/lib/upstream/call/parse-json";
import { readLenient } from "@/lib/upstream/figures/read-lenient";

/**
 * v1's entry for our ticker: `{"SPY": …}`, an object of values or a list of them. Another spelling
 * of it (`^SPX`) is ours. Without our ticker the symbol is unknown, unless the body belongs to
 * another ticker. `unreadable` names what was sent but could not be read.
 */
export function readV1Entry<Entry>(
  body: string,
  symbol: string,
  schema: z.ZodType<Entry>,
): { kind: "entry"; entry: Entry; unreadable: readonly string[] } | BodyOutcome {
  const tickers = z.record(z.string(), z.unknown()).safeParse(parseJson(body));
  if (!tickers.success || Object.keys(tickers.data).length === 0) {
    return invalidBody("The upstream response is not the expected JSON.");
  }
  const ours = Object.keys(tickers.data).find((ticker) => isSameInstrument(ticker, symbol));
  if (ours === undefined) {
    return Object.values(tickers.data).some((other) => looseEntry.safeParse(other).success)
      ? invalidBody("The upstream returned another symbol.")
      : { kind: "unknown-symbol", arrived: true };
  }
  const read = readLenient(schema, tickers.data[ours]);
  if (read.kind === "refused") {
    return invalidBody("The upstream data is missing or unreadable.", read.unreadable);
  }
  return { kind: "entry", entry: read.data, unreadable: read.unreadable };
}

/** Enough to tell the values of a ticker from an error text. */
const looseFigures = z.object({ price: z.unknown(), collection_date: z.unknown() });
const looseEntry = z.union([looseFigures, z.tuple([looseFigures], z.unknown())]);
