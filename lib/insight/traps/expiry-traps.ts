import type { Input } from "@/lib/contract/market/input";
import type { Threshold, Trap } from "@/lib/contract/market/psychology";
import { type AvailableParts, finite, inputFrom } from "@/lib/insight/available-parts";
import { WHOLE_GROUPS } from "@/lib/insight/group-shares";
import { nearestExpirationInput, spotInput, wallInput } from "@/lib/insight/inputs";
import type { Rules } from "@/lib/insight/thresholds";
import type { Side } from "@/lib/insight/wall-standing";
import { judgeTrap } from "./judge-trap";
import { PASSED, readRollOffTrap } from "./roll-off-trap";
import { nearWallConditions } from "./wall-conditions";
import { soonShare, wallGamma } from "./wall-gamma";

type Condition = Omit<Threshold, "words">;

/** Traps about gamma that expires soon. */
export function readExpiryTraps(parts: AvailableParts, rules: Rules): Trap[] {
  const { liberationNearPercent, liberationShare, now } = rules;
  const { falseFloorNearPercent, falseFloorShare } = rules;
  const soon = { days: rules.expiringSoonDays, now };
  const liberation = { nearPercent: liberationNearPercent, share: liberationShare, ...soon };
  const falseFloor = { nearPercent: falseFloorNearPercent, share: falseFloorShare, ...soon };
  const after = { share: rules.falseFloorNextShare, days: rules.falseFloorNextDays };
  return [
    readRollOffTrap(parts, rules),
    expiringWall(parts, "call", liberation, null),
    expiringWall(parts, "put", falseFloor, after),
  ];
}

type Limits = { nearPercent: number; share: number; days: number; now: number };

/**
 * A wall near spot with most of its gamma expiring within days. "Soon" needs a date: a group
 * without one does not count. A false floor needs more: no other expiration may hold it after.
 */
function expiringWall(
  parts: AvailableParts,
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
function strikesInput(parts: AvailableParts): Input {
  const isWhole = parts.expirations?.data.addsUp !== false;
  const name = isWhole ? "gamma by strike and expiration" : WHOLE_GROUPS;
  return inputFrom(parts, "expirations", { name, unit: "strikes" }, ({ strikes }) =>
    isWhole ? strikes.length : null,
  );
}

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
