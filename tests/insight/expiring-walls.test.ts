import { describe, expect, test } from "vitest";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { curveOf, expirationsOf, headline, partsWith } from "./sample-parts";
import { RULES } from "./sample-rules";

/**
 * Thursday 16 April 2026 at spot 100: the walls at `strike`, the groups' gamma there, and the dates
 * of the summary's nearest expiration and of the first weekly one.
 *
 * Definitions, of AlphaGEX's detector. Liberation: price less than 3 % below the call wall, over
 * 70 % of its gamma in 0 to 5 days. False floor: price less than 5 % above the put wall, over 60 %
 * in 0 to 5 days, and less than 30 % in 6 to 14 days.
 */
type Case = {
  strike?: number;
  gamma?: (number | null)[];
  nearest?: string | null;
  weekly?: string | null;
  /** The curve's own spot, which divides the sides. */
  curveSpot?: number;
};

const SIDES = {
  liberation: { strike: 102, sign: 1, near: 3, share: 70 },
  "false-floor": { strike: 98, sign: -1, near: 5, share: 60 },
} as const;
type Side = keyof typeof SIDES;

function partsOf(side: Side, made: Case) {
  const {
    curveSpot = 100,
    strike,
    gamma = [60, 40, 0, 0],
    nearest = "2026-04-17",
    weekly = "2026-04-20",
  } = made;
  const at = strike ?? SIDES[side].strike;
  const curve = curveOf([side === "liberation" ? [at, 9, 0] : [at, 0, -9]], { spot: curveSpot });
  return partsWith({
    gex: headline({ spot: 100, nearestExpiration: nearest }),
    curve,
    expirations: expirationsOf([[at, ...gamma]], {
      dates: { first_weekly: weekly, first_monthly: "2026-05-15" },
    }),
  });
}

function read(side: Side, parts: AvailableParts) {
  const trap = readPsychology(parts, RULES).traps.find(({ id }) => id === side);
  if (!trap) throw new Error(side);
  return trap;
}

describe.each(Object.keys(SIDES) as Side[])("%s", (side) => {
  const { sign, near, share } = SIDES[side];
  const at = (percent: number) => 100 + sign * percent;

  test.each<[string, Case, "present" | "absent"]>([
    ["all of it soon", {}, "present"],
    ["the wall just near enough", { strike: at(near - 0.01) }, "present"],
    ["the wall at the limit", { strike: at(near) }, "absent"],
    ["the wall too far", { strike: at(near + 0.01) }, "absent"],
    ["just over the share", { gamma: [share, 1, 99 - share, 0] }, "present"],
    ["the share itself", { gamma: [share - 10, 10, 0, 100 - share] }, "absent"],
    ["just under the share", { gamma: [share - 10, 9, 101 - share, 0] }, "absent"],
    // Of a symbol without weeklies: the first weekly is next week's, 8 days away.
    ["the weekly one next week", { gamma: [59, 41, 0, 0], weekly: "2026-04-24" }, "absent"],
    ["enough of it in the nearest", { gamma: [75, 25, 0, 0], weekly: null }, "present"],
    ["the weekly one undated, too little", { gamma: [30, 20, 50, 0], weekly: null }, "absent"],
    ["spot on the wall", { strike: 100 }, "present"],
    ["a broken wall", { strike: at(-0.5), curveSpot: at(-1) }, "absent"],
    ["one expiration under two names", { gamma: [58, 58, 0, 42] }, "absent"],
    ["gamma of either sign, by size", { gamma: [-share, 1, share - 99, 0] }, "present"],
    ["an expiration of the same day", { nearest: "2026-04-16" }, "present"],
    ["an expiration in five days", { nearest: "2026-04-21" }, "present"],
    ["an expiration in six days", { nearest: "2026-04-22" }, "absent"],
  ])("with %s", (_name, made, state) => {
    expect(read(side, partsOf(side, made)).state).toBe(state);
  });

  const wall = side === "liberation" ? "call wall" : "put wall";
  const measure = `Share of ${wall} gamma that expires within 5 days`;
  const later = `Share of ${wall} gamma that expires in 6 to 14 days, or undated`;
  const both = side === "liberation" ? [measure] : [measure, later];
  test.each<[string, AvailableParts, string[]]>([
    [
      "no expirations",
      { ...partsOf(side, {}), expirations: null },
      ["gamma by strike and expiration"],
    ],
    ["no curve", { ...partsOf(side, {}), curve: null }, [wall]],
    ["no headline", { ...partsOf(side, {}), gex: null }, ["days to the nearest expiration"]],
    ["no date", partsOf(side, { nearest: null }), ["days to the nearest expiration"]],
    [
      "a date that is past",
      partsOf(side, { nearest: "2026-04-15" }),
      ["days to the nearest expiration"],
    ],
    ["a group missing at the wall", partsOf(side, { gamma: [99, 1, null, 0] }), both],
    ["another group missing", partsOf(side, { gamma: [99, null, 1, 0] }), both],
    [
      "groups that do not come to the whole",
      {
        ...partsOf(side, {}),
        expirations: expirationsOf([[at(1), 60, 40, 0, 0]], { addsUp: false }),
      },
      ["complete gamma by expiration"],
    ],
    ["no gamma at the wall", partsOf(side, { gamma: [0, 0, 0, 0] }), both],
    [
      "another strike",
      { ...partsOf(side, {}), expirations: expirationsOf([[50, 1, 1, 1, 1]]) },
      both,
    ],
    // 40 % are surely soon, and 41 % more may be.
    [
      "an undated weekly that decides",
      partsOf(side, { gamma: [40, 41, 19, 0], weekly: null }),
      [measure],
    ],
    // Far from the wall it would be absent, but what is missing decides nothing.
    [
      "too far, and no date",
      partsOf(side, { strike: at(near + 9), nearest: null }),
      ["days to the nearest expiration"],
    ],
  ])("with %s it is unavailable, and says what is missing", (_name, parts, missing) => {
    expect(read(side, parts)).toMatchObject({ state: "unavailable", missing });
  });

  test("is as old as its oldest part, and says what each limit is", () => {
    const parts = partsOf(side, {});
    const old = "2026-04-16T13:00:00.000Z";
    const trap = read(side, { ...parts, curve: parts.curve && { ...parts.curve, asOf: old } });
    expect(trap.asOf).toBe(old);
    expect(trap.thresholds.map(({ words }) => words)).toEqual([
      `Distance from spot to the ${wall} within ${near}%`,
      `Distance from spot to the ${wall} at ${side === "liberation" ? "least" : "most"} 0%`,
      `${measure} above ${share}%`,
      "Days to the nearest expiration at most 5 days",
      ...(side === "liberation" ? [] : [`${later} below 30%`]),
    ]);
  });
});

describe("a false floor", () => {
  test.each<[string, (number | null)[], "present" | "absent"]>([
    ["29 % next week", [71, 29, 0, 0], "present"],
    ["30 % next week", [70, 30, 0, 0], "absent"],
    ["31 % next month", [69, 0, 31, 0], "present"],
    // The rest has no dates, so it may hold the floor next week.
    ["31 % in the rest", [69, 0, 0, 31], "absent"],
    ["29 % in the rest", [71, 0, 0, 29], "present"],
  ])("with %s", (_name, gamma, state) => {
    const parts = partsOf("false-floor", { gamma, weekly: "2026-04-24" });
    expect(read("false-floor", parts).state).toBe(state);
  });
});

describe("the share of gamma in the next expiration", () => {
  const shareOf = (parts: AvailableParts) =>
    readPsychology(parts, RULES).traps.find(({ id }) => id === "expiry-concentration");
  const expirations = expirationsOf([[100, 60, 20, 10, 10]]);
  const withShare = (share: number | null) => headline({ nearestExpirationShare: share });

  test("is the headline's, else that of |gamma| by expiration", () => {
    expect(shareOf(partsWith({ gex: withShare(0.4), expirations }))).toMatchObject({
      state: "absent",
      inputs: [{ name: "Share of net GEX in the next expiration", value: 0.4, resource: "gex" }],
    });
    expect(shareOf(partsWith({ gex: withShare(null), expirations }))).toMatchObject({
      state: "present",
      inputs: [
        { name: "Share of |gamma| in the next expiration", value: 0.6, resource: "expirations" },
      ],
    });
  });

  test.each([-0.2, 1.3])("of net gamma with two signs, %s, is none", (share) => {
    expect(shareOf(partsWith({ gex: withShare(share) }))).toMatchObject({
      state: "unavailable",
      inputs: [{ value: null, resource: "gex" }],
    });
    expect(shareOf(partsWith({ gex: withShare(share), expirations }))?.state).toBe("present");
  });

  test("is unknown when a group is not reported", () => {
    const partial = expirationsOf([[100, 60, null, 10, 10]]);
    expect(shareOf(partsWith({ expirations: partial }))?.state).toBe("unavailable");
  });
});
