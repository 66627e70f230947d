import { describe, expect, test } from "vitest";
import { setupsDataSchema } from "@/lib/contract/market/setups-data";
import { upstreamPolicy } from "@/lib/policy";
import { readV2Setups } from "@/lib/upstream/v2/v2-setups";
import { dataOf } from "../data-of";

const AS_OF = "2026-04-16T13:35:55Z";

/** No recorded body is known: names of fields are those that clients of v2 read. */
const listOf = (items: unknown, meta: unknown = { asof: AS_OF }) =>
  JSON.stringify({ data: { items, asof: "Apr 16, 9:35 AM ET" }, meta });

const symbolsOf = (items: unknown) =>
  dataOf(readV2Setups(listOf(items)), "setups").setups.map(({ symbol }) => symbol);

describe("v2 top-setups and screeners", () => {
  test("keep the upstream's order, its time and its values", () => {
    const outcome = readV2Setups(
      listOf([
        {
          ticker: "NVDA",
          opportunity_score: 8.4,
          recommended_direction: "long",
          price: 188.2,
          iv_rank: 42,
          trade_bias: "Long breakouts",
        },
        { ticker: "AAPL", opportunity_score: "5.16", recommended_direction: "short" },
      ]),
    );
    expect(outcome).toMatchObject({ kind: "answered", asOf: "2026-04-16T13:35:55.000Z" });
    expect(outcome).not.toHaveProperty("unreadable");
    expect(dataOf(outcome, "setups")).toEqual({
      setups: [
        { symbol: "NVDA", opportunityScore: 8.4, direction: "long", price: 188.2, ivRank: 42 },
        { symbol: "AAPL", opportunityScore: 5.16, direction: "short", price: null, ivRank: null },
      ],
      unreadableRows: 0,
      duplicateRows: 0,
      setupsLeftOut: 0,
    });
  });

  test("an odd value is missing, and named; its row stays", () => {
    const body = listOf([
      { ticker: "NVDA", opportunity_score: "high", recommended_direction: "up", price: 0 },
    ]).replace('"high"', "NaN");
    const outcome = readV2Setups(body);
    const [setup] = dataOf(outcome, "setups").setups;
    expect(setup).toEqual({
      symbol: "NVDA",
      opportunityScore: null,
      direction: null,
      price: null,
      ivRank: null,
    });
    expect(outcome).toMatchObject({
      unreadable: ["data.items.opportunity_score", "data.items.recommended_direction"],
    });
  });

  test.each<[string, unknown]>([
    ["no ticker", { opportunity_score: 9 }],
    ["an empty row", {}],
    ["null", null],
    ["a text", "NVDA"],
    ["a list", ["NVDA"]],
    ["a number as ticker", { ticker: 42 }],
    ["an empty ticker", { ticker: "" }],
    ["a ticker that is too long", { ticker: "ABCDEFGHIJKL" }],
    ["a Cyrillic letter", { ticker: "\u0410APL" }],
    ["full-width letters", { ticker: "\uff33\uff30\uff39" }],
    ["the name of a list", { ticker: "top_setups" }],
  ])("a row with %s is left out and counted", (_, row) => {
    const outcome = readV2Setups(listOf([row, { ticker: "AAPL" }]));
    const { setups, unreadableRows } = dataOf(outcome, "setups");
    expect(setups.map(({ symbol }) => symbol)).toEqual(["AAPL"]);
    expect(unreadableRows).toBe(1);
    expect(outcome).toMatchObject({ unreadable: ["data.items.ticker"] });
  });

  test("every instrument has one spelling, and counts once", () => {
    const items = ["brk-b", "BRK/B", " nvda ", "NVDA", "^SPX", "BRK.B"].map((ticker, place) => ({
      ticker,
      opportunity_score: 9 - place,
    }));
    expect(symbolsOf(items)).toEqual(["BRK.B", "NVDA", "SPX"]);
    const data = dataOf(readV2Setups(listOf(items)), "setups");
    // The first row of a symbol is the upstream's better one.
    expect(data.setups[0]?.opportunityScore).toBe(9);
    expect(data.duplicateRows).toBe(3);
    expect(data.unreadableRows).toBe(0);
  });

  test("an empty list is an answer", () => {
    expect(symbolsOf([])).toEqual([]);
  });

  test.each<[string, string]>([
    ["no items", JSON.stringify({ data: {}, meta: { asof: AS_OF } })],
    ["items that are no list", listOf({ NVDA: {} })],
    ["no data", JSON.stringify({ meta: { asof: AS_OF } })],
    ["no JSON", "Service is busy"],
    ["only rows that cannot be read", listOf([{ symbol: "NVDA" }, null])],
    ["no time", listOf([{ ticker: "NVDA" }], {})],
    ["a time without a zone", listOf([{ ticker: "NVDA" }], { asof: "2026-04-16 13:35" })],
  ])("a body with %s is invalid", (_, body) => {
    expect(readV2Setups(body)).toMatchObject({ kind: "invalid", arrived: true });
  });

  test("keeps as many symbols as a scan may have, and counts the rest", () => {
    const items = Array.from({ length: 203 }, (_, place) => ({
      ticker: `S${String(place).padStart(9, "0")}`,
      opportunity_score: 1 / 3,
      recommended_direction: "neutral",
      price: 1e6 / 7,
      iv_rank: 100 / 3,
    }));
    const data = dataOf(readV2Setups(listOf(items)), "setups");
    expect(data.setups).toHaveLength(upstreamPolicy.setupsMost);
    expect(data.setupsLeftOut).toBe(3);
    expect(setupsDataSchema.parse(data)).toEqual(data);
    // As policy.ts says of their size.
    expect(JSON.stringify(data.setups).length).toBeLessThan(upstreamPolicy.setupsMost * 150);
  });
});
