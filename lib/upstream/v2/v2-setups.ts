import { z } from "zod";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import { type Setup, setupDirectionSchema } from "@/lib/contract/market/setups-data";
import { upstreamPolicy } from "@/lib/policy";
import { answeredWith, type BodyOutcome, invalidBody } from "@/lib/upstream/call/call-outcome";
import { optionalFigure, optionalPrice } from "@/lib/upstream/figures/figures";
import { readV2Body, timeOf, v2Data } from "./v2-body";

/**
 * v2 `/top-setups` and `/top-setups/screener/{name}`. No recorded body is known: read as its clients
 * read it. A row without a readable symbol is left out and counted, and so is a symbol that an
 * earlier row has. An empty list is an answer: nothing meets the screener now. A list with rows that
 * are all unreadable is invalid.
 */
export function readV2Setups(body: string): BodyOutcome {
  const read = readV2Body(body, setupsSchema);
  if (read.kind !== "body") return read;
  const { items } = read.body.data;
  const rows = items.flatMap((item) => setupOf(item) ?? []);
  const unreadableRows = items.length - rows.length;
  const unreadable = unreadableRows > 0 ? [...read.unreadable, TICKER] : read.unreadable;
  const asOf = timeOf(read.body);
  if (asOf === null) return invalidBody("The upstream data has no time.", unreadable);
  if (rows.length === 0 && unreadableRows > 0) {
    return invalidBody("The upstream list has no readable symbol.", unreadable);
  }
  const setups = firstOfEach(rows);
  const kept = setups.slice(0, upstreamPolicy.setupsMost);
  const data = {
    setups: kept,
    unreadableRows,
    duplicateRows: rows.length - setups.length,
    setupsLeftOut: setups.length - kept.length,
  };
  return answeredWith({ resource: "setups", data }, asOf, unreadable);
}

/** The name of an unreadable symbol, for the log. */
const TICKER = "data.items.ticker";

/** Every value may be missing, also that of the row. The symbol is read apart, to be counted. */
const itemSchema = z.preprocess(
  (sent) => (typeof sent === "object" && !Array.isArray(sent) ? (sent ?? {}) : {}),
  z.object({
    ticker: z.unknown().optional(),
    opportunity_score: optionalFigure,
    recommended_direction: setupDirectionSchema.nullish(),
    price: optionalPrice,
    iv_rank: optionalFigure,
  }),
);

const setupsSchema = v2Data({ items: z.array(itemSchema) });

/** Null: no readable symbol. */
function setupOf(item: z.infer<typeof itemSchema>): Setup | null {
  const symbol = parseSymbol(item.ticker);
  if (symbol === null) return null;
  return {
    symbol,
    opportunityScore: item.opportunity_score,
    direction: item.recommended_direction ?? null,
    price: item.price,
    ivRank: item.iv_rank,
  };
}

function firstOfEach(rows: readonly Setup[]): Setup[] {
  const bySymbol = new Map<string, Setup>();
  for (const row of rows) if (!bySymbol.has(row.symbol)) bySymbol.set(row.symbol, row);
  return [...bySymbol.values()];
}
