import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { UNSENT_FIGURES } from "@/lib/upstream/figures/unsent-figures";
import { readV1Gex } from "@/lib/upstream/v1/v1-gex";
import { dataOf } from "../data-of";

/** The other recorded replies of `/gex/latest`. SPY's of 2025-11-14 is in v1-gex.test.ts. */
const bodyOf = (name: string) => readFileSync(`tests/samples/v1-gex-${name}`, "utf8");

/** What v1's summary never has. */
const NEVER = {
  ...UNSENT_FIGURES,
  ivRank: null,
  putCallRatioVolume: null,
  putCallVolumeFromYesterday: null,
  putCallVolatilityRatio: null,
  nearestExpirationShare: null,
  maxGammaStrike: null,
  expectedMoveOneDayPercent: null,
  expectedMoveOneWeekPercent: null,
};

describe("a recorded body of v1", () => {
  test("QQQ of 2025-11-14 reads as exactly these values", () => {
    const outcome = readV1Gex(bodyOf("latest-QQQ.json"), "QQQ");
    expect(outcome).toMatchObject({ asOf: "2025-11-14T20:48:06.000Z" });
    expect(outcome).not.toHaveProperty("unreadable");
    expect(dataOf(outcome, "gex")).toEqual({
      ...NEVER,
      spot: 608.75,
      netGex: -684133344.8375,
      flip: 615.81,
      // 7.06 / 608.75 * 100
      flipDistancePercent: expect.closeTo(1.159753593, 9),
      impliedVolatility: 0.22519667844446825,
      putCallRatioOpenInterest: 1.4,
      nearestExpiration: "2025-11-17",
      nearestExpirationGex: 74182122.8125,
      averageVolume: 70849453,
      callPutDeltaSpread: -0.0054848327946804,
      rating: 1,
    });
  });

  test("SPY cut to six fields reads net GEX from the one it has", () => {
    const outcome = readV1Gex(bodyOf("latest-SPY-trimmed.json"), "SPY");
    expect(outcome).toMatchObject({ asOf: "2025-11-17T14:37:17.000Z" });
    expect(outcome).not.toHaveProperty("unreadable");
    expect(dataOf(outcome, "gex")).toEqual({
      ...NEVER,
      spot: 671.88,
      netGex: -2586904068.5796,
      flip: 675.37,
      // 3.49 / 671.88 * 100
      flipDistancePercent: expect.closeTo(0.519438, 6),
      impliedVolatility: 0.17137346082734328,
      putCallRatioOpenInterest: 1.88,
      nearestExpiration: null,
      nearestExpirationGex: null,
      averageVolume: null,
    });
  });

  test("ZM of 2022 reads skew-adjusted net GEX, not the naive one", () => {
    const outcome = readV1Gex(bodyOf("latest-ZM.json"), "ZM");
    expect(outcome).toMatchObject({ asOf: "2022-01-18T05:48:37.000Z" });
    expect(dataOf(outcome, "gex")).toEqual({
      ...NEVER,
      spot: 159.72,
      // Its gex_per_1pct_chg is naive: -26455 * 159.72 * 159.72 * 0.01 = -6748797.06.
      netGex: 911087.603197,
      flip: 173.75,
      // 14.03 / 159.72 * 100
      flipDistancePercent: expect.closeTo(8.784122, 6),
      impliedVolatility: 0.581464856151,
      putCallRatioOpenInterest: 0.69,
      nearestExpiration: "2022-01-21",
      nearestExpirationGex: -6775072.85347,
      averageVolume: null,
      callPutDeltaSpread: 0.0427755523125,
    });
  });

  test("ZM of the newer page is no JSON: three commas are missing", () => {
    expect(readV1Gex(bodyOf("latest-ZM-newer.txt"), "ZM")).toEqual({
      kind: "invalid",
      arrived: true,
      detail: "The upstream response is not the expected JSON.",
    });
  });

  test("levels have no price, net GEX or time, so they are no summary", () => {
    expect(readV1Gex(bodyOf("levels-SPY.json"), "SPY")).toEqual({
      kind: "invalid",
      arrived: true,
      detail: "The upstream data is missing or unreadable.",
      unreadable: ["collection_date", "price"],
    });
  });
});
