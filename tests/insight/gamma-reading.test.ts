import { describe, expect, test } from "vitest";
import { gammaReadingSchema } from "@/lib/contract/market/gamma";
import { readGamma } from "@/lib/insight/read-gamma";
import { AAPL, AAPL_AS_OF, curveOf, expirationsOf, headline, partsWith, SPY } from "./sample-parts";
import { RULES } from "./sample-rules";

/** By hand: |gamma| 40, 25, 20 and 15 of 100. */
const ROWS = [
  [95, -30, -5, -10, -9],
  [98, -6, -15, 4, 2],
  [105, 4, 5, 6, 4],
] as const;
const expirations = expirationsOf(ROWS);
const read = (parts: Parameters<typeof readGamma>[0]) => readGamma(parts, RULES);

/**
 * Definitions: a group's share is its |net gamma| by strike over that of all groups, our own, since
 * the upstream's share is of net GEX. What is left after each group: AlphaGEX's weekly evolution.
 */
describe("gamma intelligence", () => {
  test("reads when gamma expires: shares, largest and nearest date", () => {
    // AAPL's headline is of Thursday 16 April, its nearest expiration of the 17th.
    expect(read({ ...AAPL, expirations }).concentration).toEqual({
      state: "spread",
      shares: [
        { expiration: "nearest", date: "2026-04-17", alike: [], share: 0.4 },
        { expiration: "first_weekly", date: "2026-04-21", alike: [], share: 0.25 },
        { expiration: "first_monthly", date: "2026-05-15", alike: [], share: 0.2 },
        { expiration: "all_other", date: null, alike: [], share: 0.15 },
      ],
      nearestShare: 0.4,
      limit: 0.5,
      largest: "nearest",
      nearestExpiration: "2026-04-17",
      daysToNearest: 1,
      asOf: AAPL_AS_OF,
    });
  });

  test.each([
    [49, "spread"],
    [50, "concentrated"],
    [51, "concentrated"],
  ])("with %s %% at the nearest expiration it is %s", (nearest, state) => {
    const rows = [[100, nearest, 0, 0, 100 - nearest]] as const;
    const parts = partsWith({ expirations: expirationsOf(rows, { dates: {} }) });
    expect(read(parts).concentration).toMatchObject({
      state,
      nearestExpiration: null,
      daysToNearest: null,
    });
  });

  test("reads the week's decay: what leaves with a group, and stays", () => {
    const { weekDecay } = read(partsWith({ expirations }));
    expect(weekDecay).toEqual({
      state: "read",
      steps: [
        {
          expiration: "nearest",
          date: "2026-04-17",
          alike: [],
          leaves: 0.4,
          remains: expect.closeTo(0.6, 12),
        },
        {
          expiration: "first_weekly",
          date: "2026-04-21",
          alike: [],
          leaves: 0.25,
          remains: expect.closeTo(0.35, 12),
        },
        {
          expiration: "first_monthly",
          date: "2026-05-15",
          alike: [],
          leaves: 0.2,
          remains: expect.closeTo(0.15, 12),
        },
        { expiration: "all_other", date: null, alike: [], leaves: 0.15, remains: 0 },
      ],
      weekLeaves: expect.closeTo(0.65, 12),
      asOf: AAPL_AS_OF,
    });
  });

  test("counts an expiration once that belongs to three groups", () => {
    // AAPL on 16 April 2026: the next day is that week's Friday and the third of the month.
    const third = expirationsOf(
      [
        [260, -30, -30, -30, -20],
        [270, 45, 45, 45, 5],
      ],
      { dates: {} },
    );
    const { concentration, weekDecay } = read({ ...AAPL, expirations: third });
    // 75 of 75 + 25, not 225 of 250. The date is the summary's, since the groups have none.
    expect(concentration).toMatchObject({
      state: "concentrated",
      shares: [
        {
          expiration: "nearest",
          date: "2026-04-17",
          alike: ["first_weekly", "first_monthly"],
          share: 0.75,
        },
        { expiration: "all_other", date: null, alike: [], share: 0.25 },
      ],
      nearestShare: 0.75,
    });
    expect(weekDecay).toMatchObject({
      steps: [
        { expiration: "nearest", leaves: 0.75, remains: 0.25 },
        { expiration: "all_other", leaves: 0.25, remains: 0 },
      ],
      weekLeaves: 0.75,
    });
  });

  test("has no shares, and says why, if groups miss the whole", () => {
    const overlapping = partsWith({ expirations: expirationsOf(ROWS, { addsUp: false }) });
    const missing = ["complete gamma by expiration"];
    expect(read(overlapping).concentration).toEqual({ state: "unavailable", missing });
    expect(read(overlapping).weekDecay).toEqual({ state: "unavailable", missing });
    expect(read(overlapping).wallsByExpiry.state).toBe("read");
  });

  test("reads walls by net gamma around the expirations' own spot", () => {
    const { wallsByExpiry } = read(partsWith({ expirations }));
    if (wallsByExpiry.state !== "read") throw new Error(wallsByExpiry.state);
    const walls = wallsByExpiry.groups.map(({ expiration, callWall, putWall }) => [
      expiration,
      callWall.price,
      putWall.price,
    ]);
    expect(walls).toEqual([
      ["nearest", 105, 95],
      ["first_weekly", 105, 98],
      ["first_monthly", 105, 95],
      ["all_other", 105, 95],
    ]);
    expect(wallsByExpiry.groups[1]?.putWall).toEqual({
      price: 98,
      distance: -2,
      distancePercent: expect.closeTo(-2, 12),
      // No summary, so no weekly move to compare with.
      standing: null,
      resource: "expirations",
      asOf: AAPL_AS_OF,
    });
  });

  test("keeps a wall that price crossed, with the distance to it", () => {
    const gex = headline({ spot: 106 }, "2026-04-16T14:00:00.000Z");
    const { wallsByExpiry } = read(partsWith({ gex, expirations }));
    if (wallsByExpiry.state !== "read") throw new Error(wallsByExpiry.state);
    expect(wallsByExpiry.groups[0]?.callWall).toMatchObject({
      price: 105,
      distance: -1,
      standing: "broken",
    });
  });

  test("has no walls or shares for a group that is missing", () => {
    const partial = expirationsOf([[95, -1, null, -2, -3]]);
    const { concentration, weekDecay, wallsByExpiry } = read(partsWith({ expirations: partial }));
    const missing = ["share of gamma, first weekly"];
    expect(concentration).toEqual({ state: "unavailable", missing });
    expect(weekDecay).toEqual({ state: "unavailable", missing });
    if (wallsByExpiry.state !== "read") throw new Error(wallsByExpiry.state);
    expect(wallsByExpiry.groups.map(({ isReported }) => isReported)).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(wallsByExpiry.groups[1]?.putWall.price).toBeNull();
  });

  test("without gamma at all no share is known", () => {
    const none = partsWith({ expirations: expirationsOf([[95, 0, 0, 0, 0]]) });
    expect(read(none).concentration).toMatchObject({
      state: "unavailable",
      missing: ["nearest", "first weekly", "first monthly", "all other"].map(
        (group) => `share of gamma, ${group}`,
      ),
    });
    const bare = partsWith({ expirations: expirationsOf([], { expirations: [] }) });
    expect(read(bare).weekDecay).toEqual({
      state: "unavailable",
      missing: ["gamma by expiration"],
    });
  });

  test("has only regime and levels on v1, without expirations", () => {
    const curve = curveOf(
      [
        [660, 0, -5],
        [690, 5, 0],
      ],
      { spot: 672.4 },
    );
    const reading = read({ ...SPY, curve });
    expect(gammaReadingSchema.parse(reading)).toEqual(reading);
    expect(reading.regime.regime).toBe("negative-below-flip");
    expect([reading.levels.callWall.price, reading.levels.putWall.price]).toEqual([690, 660]);
    const unavailable = { state: "unavailable", missing: ["gamma by expiration"] };
    expect(reading.concentration).toEqual(unavailable);
    expect(reading.weekDecay).toEqual(unavailable);
    expect(reading.wallsByExpiry).toEqual(unavailable);
  });

  test("without their own spot the expirations have no walls", () => {
    const blind = expirationsOf(ROWS, { spot: null });
    expect(read(partsWith({ gex: headline(), expirations: blind })).wallsByExpiry).toEqual({
      state: "unavailable",
      missing: ["spot"],
    });
  });
});
