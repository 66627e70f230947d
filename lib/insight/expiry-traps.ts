import type { ExpirationsData } from "@/lib/contract/expirations-data";
import type { Input } from "@/lib/contract/input";
import type { Trap } from "@/lib/contract/psychology";
import { groupShares, WHOLE_GROUPS } from "./group-shares";
import { nearestExpirationInput, spotInput, wallInput } from "./inputs";
import { judgeTrap } from "./judge-trap";
import { distancePercent } from "./levels";
import { finite, inputFrom, type PartsAtHand } from "./parts-at-hand";
import type { Thresholds } from "./thresholds";

/** What is misread about gamma that is about to expire. */
export function readExpiryTraps(parts: PartsAtHand, thresholds: Thresholds): Trap[] {
  const { liberationNearPercent, liberationShare } = thresholds;
  const { falseFloorNearPercent, falseFloorShare } = thresholds;
  const days = thresholds.expiringSoonDays;
  const liberation = { nearPercent: liberationNearPercent, share: liberationShare, days };
  const falseFloor = { nearPercent: falseFloorNearPercent, share: falseFloorShare, days };
  return [
    expiryConcentration(parts, thresholds),
    expiringWall(parts, "call", liberation),
    expiringWall(parts, "put", falseFloor),
  ];
}

function expiryConcentration(parts: PartsAtHand, { expiringShare }: Thresholds): Trap {
  const share = nearestShareInput(parts);
  const about = {
    id: "expiry-concentration",
    name: "Gamma expires together",
    mistake:
      "Expecting the market to behave after the nearest expiration as before it, when much of the gamma behind that is gone.",
  } as const;
  const condition = {
    measure: "Share of gamma at the nearest expiration",
    value: share.value,
    unit: "fraction",
    comparison: "at-least",
    limit: expiringShare,
  } as const;
  return judgeTrap(about, [share], [condition]);
}

/** The headline's share, else that of |gamma| by group. Net gamma of two signs has no shares. */
function nearestShareInput(parts: PartsAtHand): Input {
  const about = { name: "share of gamma at the nearest expiration", unit: "fraction" } as const;
  const headline = inputFrom(parts, "gex", about, ({ nearestExpirationShare: share }) =>
    share !== null && share >= 0 && share <= 1 ? share : null,
  );
  if (headline.value !== null) return headline;
  const groups = inputFrom(parts, "expirations", about, () => {
    const told = groupShares(parts);
    if (told.kind === "missing") return null;
    return told.shares.find(({ expiration }) => expiration === "nearest")?.share ?? null;
  });
  return groups.value === null && headline.asOf !== null ? headline : groups;
}

type Limits = { nearPercent: number; share: number; days: number };

/**
 * A wall near spot most of whose gamma expires within days. Expirations come without dates but for
 * the headline's nearest: that one is held to `days`, and the first weekly one counts with it.
 */
function expiringWall(parts: PartsAtHand, side: "call" | "put", limits: Limits): Trap {
  const [spot, wall] = [spotInput(parts), wallInput(parts, side)];
  const daysLeft = nearestExpirationInput(parts);
  const strikes = strikesInput(parts);
  const conditions = [
    {
      measure: `Distance from spot to the ${side} wall`,
      value: distancePercent(wall.value, spot.value),
      unit: "%",
      comparison: "within",
      limit: limits.nearPercent,
    },
    {
      measure: `Share of the ${side} wall's gamma at the nearest and the first weekly expiration`,
      value: parts.expirations === null ? null : soonShare(parts.expirations.data, wall.value),
      unit: "fraction",
      comparison: "above",
      limit: limits.share,
    },
    {
      measure: "Days to the nearest expiration",
      value: daysLeft.value,
      unit: "days",
      comparison: "at-most",
      limit: limits.days,
    },
  ] as const;
  return judgeTrap(EXPIRING_WALL[side], [spot, wall, daysLeft, strikes], conditions);
}

/** Missing where the groups overlap, or one lacks: no strike's gamma can be divided by them then. */
function strikesInput(parts: PartsAtHand): Input {
  const isWhole = parts.expirations?.data.addsUp !== false;
  const name = isWhole ? "gamma of strikes by expiration" : WHOLE_GROUPS;
  return inputFrom(parts, "expirations", { name, unit: "strikes" }, ({ strikes }) =>
    isWhole ? strikes.length : null,
  );
}

/**
 * The part of a strike's |gamma| that goes first, each expiration counted once; null where one is
 * not told or all are zero.
 */
function soonShare({ expirations, strikes }: ExpirationsData, wall: number | null): number | null {
  const atWall = strikes.find(({ strike }) => strike === wall);
  if (atWall === undefined) return null;
  let [soon, all] = [0, 0];
  for (const { expiration, sameAs } of expirations) {
    if (sameAs !== null) continue;
    const gamma = atWall[expiration];
    if (gamma === null) return null;
    all += Math.abs(gamma);
    if (SOON.has(expiration)) soon += Math.abs(gamma);
  }
  return finite(soon / all);
}

const SOON: ReadonlySet<string> = new Set(["nearest", "first_weekly"]);

const EXPIRING_WALL = {
  call: {
    id: "liberation",
    name: "Liberation",
    mistake:
      "Counting on the call wall to hold price past an expiration that takes most of its gamma away.",
  },
  put: {
    id: "false-floor",
    name: "False floor",
    mistake:
      "Counting on the put wall as support past an expiration that takes most of its gamma away.",
  },
} as const;
