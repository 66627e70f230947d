import { z } from "zod";
import { type BodyOutcome, invalidBody } from "./call-outcome";
import { parseJson } from "./parse-json";

/**
 * What v1 has under our ticker: `{"SPY": …}`, an object of figures or a list of them. Without our
 * ticker the symbol is unknown, unless the body is somebody else's.
 */
export function readV1Entry<Entry>(
  body: string,
  symbol: string,
  schema: z.ZodType<Entry>,
): { kind: "entry"; entry: Entry } | BodyOutcome {
  const tickers = z.record(z.string(), z.unknown()).safeParse(parseJson(body));
  if (!tickers.success || Object.keys(tickers.data).length === 0) {
    return invalidBody("The upstream's answer is not the JSON it should be.");
  }
  if (!Object.hasOwn(tickers.data, symbol)) {
    return Object.values(tickers.data).some((other) => looseEntry.safeParse(other).success)
      ? invalidBody("The upstream answered for another symbol.")
      : { kind: "unknown-symbol", arrived: true };
  }
  const entry = schema.safeParse(tickers.data[symbol]);
  if (!entry.success) return invalidBody("The upstream's figures are missing or unreadable.");
  return { kind: "entry", entry: entry.data };
}

/** Enough to tell that these are figures of some ticker, and not words about an error. */
const looseFigures = z.object({ price: z.unknown(), collection_date: z.unknown() });
const looseEntry = z.union([looseFigures, z.tuple([looseFigures], z.unknown())]);
