import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createCache } from "@/lib/cache/create-cache";
import { encodeEntry } from "@/lib/cache/entry";
import { createMarketCalendar } from "@/lib/cache/market-calendar";
import { type Span, type SymbolWanted, spanSchema } from "@/lib/contract/market/wanted";
import type { Job } from "@/lib/contract/queue/job";
import { scanPolicy, upstreamPolicy } from "@/lib/policy";
import { rowKilobytesOf } from "@/lib/scans/row-size";
import { SPAN_DAYS } from "@/lib/upstream/figures/span-days";
import { readV1Curve } from "@/lib/upstream/v1/v1-curve";
import { readV1History } from "@/lib/upstream/v1/v1-history";
import { readV2Curve } from "@/lib/upstream/v2/v2-curve";
import { readV2Expirations } from "@/lib/upstream/v2/v2-expirations";
import { readV2Gex } from "@/lib/upstream/v2/v2-gex";
import { readV2History } from "@/lib/upstream/v2/v2-history";
import { keys } from "../callers/setup";
import { emptyStore } from "../desk/shared-gate/empty-store";
import { dataOf } from "../upstream/data-of";

const store = emptyStore();
const calendar = createMarketCalendar("always-open");

/** As many digits as a figure can have that is a price, an exposure, a ratio. */
const PRICE = 123_456.123_456_789;
const GEX = -123_456_789_012.125;
const RATIO = 0.123_456_789_012_345_66;
const MANY = 3_000;
const times = (step: number) =>
  Array.from({ length: MANY }, (_, index) =>
    new Date(Date.UTC(2026, 10, 27, 20, 45) - (MANY - index) * step).toISOString(),
  );
const asof = "2026-11-27T20:45:00.123Z";
const strikesOf = (figures: object) =>
  Array.from({ length: MANY }, (_, index) => ({ strike: 12_345 + index + 0.5, ...figures }));

function longHistories(span: Span) {
  const [hour, minute] = [3_600_000, 60_000];
  const points = times(hour).map((t) => ({
    t,
    price: PRICE,
    gex_flip: PRICE,
    gex_usd_per_1_pct_move: GEX,
    atm_iv: RATIO,
    iv_rank: 100 * RATIO,
    pcr_oi: 10 * RATIO,
    pc_25d_ratio: 10 * RATIO,
  }));
  const rows = times(minute).map((time) => ({
    collection_date: time.slice(0, 19).replace("T", "_"),
    price: String(PRICE),
    gex_flip_price: String(PRICE),
    gex_per_1pct_chg: String(GEX),
    implied_volatility: String(RATIO),
    put_call_ratio_open_interest: String(RATIO),
  }));
  return [
    readV2History(JSON.stringify({ data: { points }, meta: { asof } }), "ABCDEFGHIJ", span),
    readV1History(JSON.stringify({ ABCDEFGHIJ: rows }), "ABCDEFGHIJ", span),
  ];
}

function kilobytesOf(wanted: SymbolWanted, outcome: ReturnType<typeof readV2Gex>) {
  if (outcome.kind !== "answered" || outcome.asOf === null) throw new Error(outcome.kind);
  const cache = createCache({ store: store(), keys, calendar });
  const job = { resource: wanted.resource, symbol: wanted.symbol } as Job;
  const answer = { figures: outcome.figures, asOf: outcome.asOf };
  const snapshot = cache.date(job, answer, Date.UTC(2026, 10, 27, 21));
  const event = { event: "completed", row: 200, source: "upstream", snapshot };
  return {
    row: (8 + JSON.stringify(event).length) / 1_024,
    copy: encodeEntry(snapshot).length / 1_024,
  };
}

describe("no row of a scan takes more than it is counted as, nor the copy beside it", () => {
  const symbol = "ABCDEFGHIJ";
  const data = (points: unknown) =>
    JSON.stringify({ data: { price: PRICE, points, totals: null }, meta: { asof } });
  const v1Curve = JSON.stringify({
    [symbol]: {
      collection_date: "2026-11-27_20:45:00",
      price: String(PRICE),
      gamma_array: strikesOf({
        call_gamma: "1234567890.5",
        put_gamma: "1234567890.5",
        call_open_interest: "12345678",
        put_open_interest: "12345678",
      }),
    },
  });
  const headline = readFileSync("tests/samples/v2-tickers-AAPL.json", "utf8");
  test.each<[string, SymbolWanted, ReturnType<typeof readV2Gex>[]]>([
    ["gex", { resource: "gex", symbol }, [readV2Gex(headline, "AAPL")]],
    ...spanSchema.options.map((span): [string, SymbolWanted, ReturnType<typeof readV2Gex>[]] => [
      `history ${span}`,
      { resource: "history", symbol, span },
      longHistories(span),
    ]),
    [
      "curve",
      { resource: "curve", symbol, expiry: "combined" },
      [
        readV2Curve(data(strikesOf({ call: GEX, put: GEX, net: GEX })), symbol, "combined"),
        readV1Curve(v1Curve, symbol),
      ],
    ],
    [
      "expirations",
      { resource: "expirations", symbol },
      [
        readV2Expirations(
          data(
            strikesOf({
              combined: GEX,
              nearest: RATIO,
              first_weekly: RATIO / 3,
              first_monthly: RATIO / 7e6,
              all_other_expiries: RATIO / 9e9,
            }),
          ),
          symbol,
        ),
      ],
    ],
  ])("%s", (_, wanted, outcomes) => {
    const counted = rowKilobytesOf(wanted);
    for (const outcome of outcomes) {
      const { row, copy } = kilobytesOf(wanted, outcome);
      expect(row).toBeLessThanOrEqual(counted);
      expect(copy).toBeLessThanOrEqual(counted);
      // Nor is far more counted than there can be.
      expect(row).toBeGreaterThan(counted / 2);
    }
  });
});

test("keeps the latest points of a history, enough for its span", () => {
  for (const span of spanSchema.options) {
    const most = upstreamPolicy.pointsKept[span];
    const weekdays = (SPAN_DAYS[span] * 5) / 7;
    expect(most).toBeGreaterThan(weekdays);
    for (const outcome of longHistories(span)) {
      const { points } = dataOf(outcome, "history");
      expect(points).toHaveLength(most);
      expect(points.at(-1)?.at).toMatch(/^2026-11-27T(19:45|20:44):00/);
    }
  }
});

test("keeps a piece well under a request's limit, quotes doubled", () => {
  const largest = Math.max(...spanSchema.options.map((span) => scanPolicy.historyKilobytes[span]));
  expect(largest).toBeLessThan(scanPolicy.pieceKilobytes / 2);
  expect(scanPolicy.pieceKilobytes * 1.25).toBeLessThan(1_000);
});
