import { describe, expect, test } from "vitest";
import type { PartsAtHand } from "@/lib/insight/parts-at-hand";
import { readPsychology } from "@/lib/insight/read-psychology";
import { insightPolicy } from "@/lib/policy";
import { curveOf, expirationsOf, headline, partsWith } from "./sample-parts";

/** Thursday 16 April 2026 at spot 100: the walls at `strike`, the groups' gamma there, the next expiration. */
type Case = { strike?: number; gamma?: (number | null)[]; nearest?: string | null };

const SIDES = {
  liberation: { strike: 102, sign: 1, near: 3, share: 70 },
  "false-floor": { strike: 98, sign: -1, near: 5, share: 60 },
} as const;
type Side = keyof typeof SIDES;

function partsOf(side: Side, { strike, gamma = [60, 40, 0, 0], nearest = "2026-04-17" }: Case) {
  const at = strike ?? SIDES[side].strike;
  const curve = curveOf([side === "liberation" ? [at, 9, 0] : [at, 0, -9]]);
  return partsWith({
    gex: headline({ spot: 100, nearestExpiration: nearest }),
    curve,
    expirations: expirationsOf([[at, ...gamma]]),
  });
}

function read(side: Side, parts: PartsAtHand) {
  const trap = readPsychology(parts, insightPolicy).traps.find(({ id }) => id === side);
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
    ["one expiration under two names", { gamma: [58, 58, 0, 42] }, "absent"],
    ["gamma of either sign, by size", { gamma: [-share, 1, 0, share - 99] }, "present"],
    ["an expiration of the same day", { nearest: "2026-04-16" }, "present"],
    ["an expiration in five days", { nearest: "2026-04-21" }, "present"],
    ["an expiration in six days", { nearest: "2026-04-22" }, "absent"],
  ])("with %s", (_name, made, state) => {
    expect(read(side, partsOf(side, made)).state).toBe(state);
  });

  const wall = side === "liberation" ? "call wall" : "put wall";
  const measure = `Share of the ${wall}'s gamma at the nearest and the first weekly expiration`;
  test.each<[string, PartsAtHand, string[]]>([
    [
      "no expirations",
      { ...partsOf(side, {}), expirations: null },
      ["gamma of strikes by expiration"],
    ],
    ["no curve", { ...partsOf(side, {}), curve: null }, [wall]],
    ["no headline", { ...partsOf(side, {}), gex: null }, ["days to the nearest expiration"]],
    ["no date", partsOf(side, { nearest: null }), ["days to the nearest expiration"]],
    [
      "a date that is past",
      partsOf(side, { nearest: "2026-04-15" }),
      ["days to the nearest expiration"],
    ],
    ["a group untold at the wall", partsOf(side, { gamma: [99, 1, null, 0] }), [measure]],
    ["another group untold", partsOf(side, { gamma: [99, null, 1, 0] }), [measure]],
    [
      "groups that do not come to the whole",
      {
        ...partsOf(side, {}),
        expirations: expirationsOf([[at(1), 60, 40, 0, 0]], { addsUp: false }),
      },
      ["gamma by expiration that adds up to the upstream's own total"],
    ],
    ["no gamma at the wall", partsOf(side, { gamma: [0, 0, 0, 0] }), [measure]],
    [
      "another strike",
      { ...partsOf(side, {}), expirations: expirationsOf([[50, 1, 1, 1, 1]]) },
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
      `Distance from spot to the ${wall} within ${near} %`,
      `${measure} above ${share} %`,
      "Days to the nearest expiration at most 5 days",
    ]);
  });
});

describe("the share of gamma at the nearest expiration", () => {
  const shareOf = (parts: PartsAtHand) =>
    readPsychology(parts, insightPolicy).traps.find(({ id }) => id === "expiry-concentration");
  const expirations = expirationsOf([[100, 60, 20, 10, 10]]);
  const withShare = (share: number | null) => headline({ nearestExpirationShare: share });

  test("is the headline's, else that of |gamma| by expiration", () => {
    expect(shareOf(partsWith({ gex: withShare(0.4), expirations }))).toMatchObject({
      state: "absent",
      inputs: [{ value: 0.4, resource: "gex" }],
    });
    expect(shareOf(partsWith({ gex: withShare(null), expirations }))).toMatchObject({
      state: "present",
      inputs: [{ value: 0.6, resource: "expirations" }],
    });
  });

  test.each([-0.2, 1.3])("of net gamma with two signs, %s, is none", (share) => {
    expect(shareOf(partsWith({ gex: withShare(share) }))).toMatchObject({
      state: "unavailable",
      inputs: [{ value: null, resource: "gex" }],
    });
    expect(shareOf(partsWith({ gex: withShare(share), expirations }))?.state).toBe("present");
  });

  test("is not known beside a group that is not told", () => {
    const partial = expirationsOf([[100, 60, null, 10, 10]]);
    expect(shareOf(partsWith({ expirations: partial }))?.state).toBe("unavailable");
  });
});
