import { expect, test } from "vitest";
import { watchlistCsv } from "@/components/watchlist/watchlist-csv";
import { symbolsIn } from "@/lib/client/symbols-in-text";
import { snapshotFixture } from "../support/snapshot-fixture";

const SPY = snapshotFixture("SPY", { data: { flip: null } });
const csv = watchlistCsv(["SPY", "BRK.B"], (symbol) => (symbol === "SPY" ? SPY : null));

test("each row has its last known figures by their own time; missing is empty", () => {
  expect(csv.split("\r\n")).toEqual([
    "symbol,spot_usd,net_gex_usd_per_1pct_move,flip_usd,flip_distance_pct,implied_volatility,put_call_ratio_oi,as_of_utc",
    "SPY,672.4,-1017367026.884,,0.7659,0.161,1.72,2026-11-24T15:40:07.000Z",
    "BRK.B,,,,,,,",
    "",
  ]);
});

test("what is saved can be brought back", () => {
  expect(symbolsIn(csv)).toEqual(["SPY", "BRK.B"]);
});
