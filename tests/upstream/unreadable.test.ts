import { describe, expect, test } from "vitest";
import { parseJson } from "@/lib/upstream/call/parse-json";
import { readV1Gex } from "@/lib/upstream/v1/v1-gex";
import { readV2Gex } from "@/lib/upstream/v2/v2-gex";
import v1Sample from "../samples/v1-gex-latest-SPY.json" with { type: "json" };
import v2Sample from "../samples/v2-tickers-AAPL.json" with { type: "json" };
import { dataOf } from "./data-of";

/** What stands where a number belongs, as JSON text. A thousands separator is not read. */
const NO_NUMBERS = [
  '"nan"',
  '"NaN"',
  '"None"',
  '"N/A"',
  '"n/a"',
  '"-"',
  '"--"',
  '"1,204.5"',
  '"1,204"',
  '"12 %"',
  "NaN",
  "-Infinity",
  "true",
  "[]",
  "{}",
];

const v1With = (field: string, sent: string) =>
  JSON.stringify({ SPY: { ...v1Sample.SPY, [field]: "HERE" } }).replace('"HERE"', () => sent);

describe.each([
  ["nearest_gex_value", "nearestExpirationGex"],
  ["implied_volatility", "impliedVolatility"],
  ["put_call_ratio_open_interest", "putCallRatioOpenInterest"],
  ["average_volume", "averageVolume"],
  ["gex_flip_price", "flip"],
] as const)("v1 %s", (field, name) => {
  test.each(NO_NUMBERS)("is missing and named when sent as %s", (sent) => {
    const outcome = readV1Gex(v1With(field, sent), "SPY");
    expect(outcome).toMatchObject({ unreadable: [field] });
    const data = dataOf(outcome, "gex");
    expect(data[name]).toBeNull();
    expect(data).toMatchObject({ spot: 672.4, netGex: -1017367026.884 });
  });
});

describe("v1 next_expiration", () => {
  test.each(['"None"', '"2025-13-01"', '"2025-11-17 00:00:00"', "20251117"])(
    "is missing and named when sent as %s",
    (sent) => {
      const outcome = readV1Gex(v1With("next_expiration", sent), "SPY");
      expect(outcome).toMatchObject({ unreadable: ["next_expiration"] });
      expect(dataOf(outcome, "gex")).toMatchObject({ nearestExpiration: null, spot: 672.4 });
    },
  );
});

describe.each(["price", "collection_date"])("v1 %s, which is required", (field) => {
  test.each(NO_NUMBERS)("refuses the reply when sent as %s", (sent) => {
    const outcome = readV1Gex(v1With(field, sent), "SPY");
    expect(outcome).toMatchObject({ kind: "invalid", unreadable: [field] });
  });
});

test("v1 reads net GEX from its other field, and names the unreadable", () => {
  const outcome = readV1Gex(v1With("skew_adjusted_gex", "NaN"), "SPY");
  expect(outcome).toMatchObject({ unreadable: ["skew_adjusted_gex"] });
  expect(dataOf(outcome, "gex").netGex).toBe(-1017367026.884);
});

describe("v2 /tickers/{t}", () => {
  const v2Text = JSON.stringify(v2Sample);

  test.each(NO_NUMBERS)("reads all but an iv_rank sent as %s", (sent) => {
    const body = v2Text.replace('"iv_rank":20.6', () => `"iv_rank":${sent}`);
    const outcome = readV2Gex(body, "AAPL");
    expect(outcome).toMatchObject({ unreadable: ["data.underlying.iv.iv_rank"] });
    expect(dataOf(outcome, "gex")).toMatchObject({ spot: 263.85, ivRank: null });
  });

  test("reads all but a nearest date with a time", () => {
    const body = v2Text.replace('"2026-04-17"', '"2026-04-17T00:00:00Z"');
    const outcome = readV2Gex(body, "AAPL");
    expect(outcome).toMatchObject({
      unreadable: ["data.gamma.structure.nearest_expiration_date"],
    });
    expect(dataOf(outcome, "gex")).toMatchObject({ nearestExpiration: null, spot: 263.85 });
  });

  test("reads all but a group that is text", () => {
    const body = JSON.stringify({
      ...v2Sample,
      data: { ...v2Sample.data, positioning: "n/a", expected_move: [] },
    });
    const outcome = readV2Gex(body, "AAPL");
    expect(outcome).toMatchObject({ unreadable: ["data.expected_move", "data.positioning"] });
    expect(dataOf(outcome, "gex")).toMatchObject({ spot: 263.85, putCallRatioVolume: null });
  });

  test.each([
    ["data.underlying.price", '"price":263.85', '"price":"263,85"'],
    ["data.gamma.gamma_notional_per_1pct_move_usd", "966965894.1765001", "NaN"],
    ["meta.asof", '"2026-04-16T13:35:55Z"', '"Apr 16, 2026"'],
  ])("refuses the reply without %s", (name, from, to) => {
    const body = v2Text.replace(from, to);
    expect(body).not.toBe(v2Text);
    expect(readV2Gex(body, "AAPL")).toMatchObject({ kind: "invalid", unreadable: [name] });
  });
});

describe("JSON with words for numbers", () => {
  test("is read with each word as its text", () => {
    expect(parseJson('{"a": NaN, "b": [-Infinity, 1], "c": "say \\"NaN\\""}')).toEqual({
      a: "NaN",
      b: ["-Infinity", 1],
      c: 'say "NaN"',
    });
  });

  test("is read after a byte-order mark", () => {
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  test.each(["NaN NaN", '{"a": None}', '{"a": "NaN}', "{'a': NaN}"])(
    "stays no JSON: %s",
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );
});
