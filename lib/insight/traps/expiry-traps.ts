import type { Input } from "@/lib/contract/market/input";
import type { Threshold, Trap } from "@/lib/contract/market/psychology";
import { groupShares, WHOLE_GROUPS } from "@/lib/insight/group-shares";
import { nearestExpirationInput, spotInput, wallInput } from "@/lib/insight/inputs";
import { finite, inputFrom, type PartsAtHand } from "@/lib/insight/parts-at-hand";
import type { Rules } from "@/lib/insight/thresholds";
import type { Side } from "@/lib/insight/wall-standing";
import { judgeTrap } from "./judge-trap";
import { nearWallConditions } from "./wall-conditions";
import { soonShare, wallGamma } from "./wall-gamma";

type Condition = Omit<Threshold, "words">;

/** Traps about gamma that expires soon. */
export function readExpiryTraps(parts: PartsAtHand, rules: Rules): Trap[] {
  const { liberationNearPercent, liberationShare, now } = rules;
  const { falseFloorNearPercent, falseFloorShare } = rules;
  const soon = { days: rules.expiringSoonDays, now };
  const liberation = { nearPercent: liberationNearPercent, share: liberationShare, ...soon };
  const falseFloor = { nearPercent: falseFloorNearPercent, share: falseFloorShare, ...soon };
  const after = { share: rules.falseFloorNextShare, days: rules.falseFloorNextDays };
  return [
    expiryConcentration(parts, rules),
    expiringWall(parts, "call", liberation, null),
    expiringWall(parts, "put", falseFloor, after),
  ];
}

function expiryConcentration(
  parts: PartsAtHand,
  { expiringShare }: Pick<Rules, "expiringShare">,
): Trap {
  const share = nearestShareInput(parts);
  const about = {
    id: "expiry-concentration",
    name: "Gamma roll-off",
    mistake:
      "Expecting the same price action after the next expiration, when much of today's gamma rolls off.",
  } as const;
  const condition = {
    measure: share.name,
    value: share.value,
    unit: "fraction",
    comparison: "at-least",
    limit: expiringShare,
  } as const;
  return judgeTrap(about, [share], [condition]);
}

/**
 * The summary's share is of net GEX. Without it, the share is of |gamma| by strike, as on the gamma
 * page. The two differ where calls and puts cancel, so each has its name.
 */
function nearestShareInput(parts: PartsAtHand): Input {
  const ofNet = { name: "Share of net GEX in the next expiration", unit: "fraction" } as const;
  const headline = inputFrom(parts, "gex", ofNet, ({ nearestExpirationShare: share }) =>
    share !== null && share >= 0 && share <= 1 ? share : null,
  );
  if (headline.value !== null) return headline;
  const ofSize = { name: "Share of |gamma| in the next expiration", unit: "fraction" } as const;
  const groups = inputFrom(parts, "expirations", ofSize, () => {
    const told = groupShares(parts);
    if (told.kind === "missing") return null;
    return told.shares.find(({ expiration }) => expiration === "nearest")?.share ?? null;
  });
  return groups.value === null && headline.asOf !== null ? headline : groups;
}

type Limits = { nearPercent: number; share: number; days: number; now: number };

/**
 * A wall near spot with most of its gamma expiring within days. "Soon" needs a date: a group
 * without one does not count. A false floor needs more: no other expiration may hold it after.
 */
function expiringWall(
  parts: PartsAtHand,
  side: Side,
  { nearPercent, share, days, now }: Limits,
  after: { share: number; days: number } | null,
): Trap {
  const [spot, wall] = [spotInput(parts), wallInput(parts, side)];
  const daysLeft = nearestExpirationInput(parts, now);
  const strikes = strikesInput(parts);
  const near = nearWallConditions(spot, wall, side, nearPercent);
  const nextDays = after?.days ?? days;
  const gamma = wallGamma(parts, wall.value, { soonDays: days, nextDays, now });
  const conditions: Condition[] = [
    ...near.conditions,
    {
      measure: `Share of ${side} wall gamma that expires within ${days} days`,
      value: soonShare(gamma, share),
      unit: "fraction",
      comparison: "above",
      limit: share,
    },
    {
      measure: "Days to the nearest expiration",
      value: daysLeft.value,
      unit: "days",
      comparison: "at-most",
      limit: days,
    },
  ];
  if (after !== null) {
    conditions.push({
      measure: `Share of ${side} wall gamma that expires in ${days + 1} to ${after.days} days, or undated`,
      value: gamma === null ? null : finite((gamma.next + gamma.undated + gamma.other) / gamma.all),
      unit: "fraction",
      comparison: "below",
      limit: after.share,
    });
  }
  const hasPassed = daysLeft.value === null && parts.gex?.data.nearestExpiration != null;
  const about = { ...EXPIRING_WALL[side], note: near.note ?? (hasPassed ? PASSED : null) };
  return judgeTrap(about, [spot, wall, daysLeft, strikes], conditions);
}

/**
 * Missing when groups overlap or one is missing: then no strike's gamma can be divided by group.
 */
function strikesInput(parts: PartsAtHand): Input {
  const isWhole = parts.expirations?.data.addsUp !== false;
  const name = isWhole ? "gamma by strike and expiration" : WHOLE_GROUPS;
  return inputFrom(parts, "expirations", { name, unit: "strikes" }, ({ strikes }) =>
    isWhole ? strikes.length : null,
  );
}

const PASSED = "The nearest expiration of the summary has passed.";

const EXPIRING_WALL = {
  call: {
    id: "liberation",
    name: "Call wall expiring",
    mistake: "Relying on the call wall after the expiration that removes most of its gamma.",
  },
  put: {
    id: "false-floor",
    name: "Put wall expiring",
    mistake:
      "Relying on the put wall as support after the expiration that removes most of its gamma.",
  },
} as const;
