import { expect, test } from "vitest";
import { watchlistCsv } from "@/components/watchlist/edit/watchlist-csv";
import { readList } from "@/lib/client/lists/read-list";
import { snapshotFixture } from "../../support/visitors/snapshot-fixture";

const SPY = snapshotFixture("SPY", { data: { flip: null } });
const csv = watchlistCsv(["SPY", "BRK.B"], (symbol) => (symbol === "SPY" ? SPY : null));

test("has each row's last known figures by their time, or empty", () => {
  expect(csv.split("\r\n")).toEqual([
    "symbol,spot_usd,net_gex_usd_per_1pct_move,flip_usd,flip_distance_pct,implied_volatility,put_call_ratio_oi,as_of_utc",
    "SPY,672.4,-1017367026.884,,0.7659,0.161,1.72,2026-11-24T15:40:07.000Z",
    "BRK.B,,,,,,,",
    "",
  ]);
});

test("saves what can be imported again", async () => {
  expect((await readList(csv)).symbols).toEqual(["SPY", "BRK.B"]);
});
