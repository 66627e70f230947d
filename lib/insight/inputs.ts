import type { Input } from "@/lib/contract/input";
import { daysBetween, newYorkDay } from "./new-york-day";
import { inputFrom, type PartsAtHand } from "./parts-at-hand";
import { findWalls } from "./walls";

/** Price of the underlying, $: of the newest part that tells one, so that distances are from now. */
export function spotInput(parts: PartsAtHand): Input {
  const about = { name: "spot", unit: "$" } as const;
  const told = [
    inputFrom(parts, "gex", about, priceOf),
    inputFrom(parts, "curve", about, priceOf),
    inputFrom(parts, "expirations", about, priceOf),
  ];
  return told.reduce((newest, one) => (isBetter(one, newest) ? one : newest));
}

/** Net gamma exposure, $ per 1 % move: the headline's, else the total of the combined curve. */
export function netGexInput(parts: PartsAtHand): Input {
  const about = { name: "net GEX", unit: "$ per 1 % move" } as const;
  return headlineOrCurve(parts, about, ({ netGex }) => netGex);
}

/** Gamma flip price, $: the headline's, else the combined curve's. Null is how there is none. */
export function flipInput(parts: PartsAtHand): Input {
  const about = { name: "flip", unit: "$" } as const;
  return headlineOrCurve(parts, about, ({ flip }) => flip);
}

/** The wall of the curve on one side, $, as its own spot divides it. */
export function wallInput(parts: PartsAtHand, side: "call" | "put"): Input {
  return inputFrom(parts, "curve", { name: `${side} wall`, unit: "$" }, ({ strikes, spot }) => {
    if (spot === null) return null;
    const { callWall, putWall } = findWalls(strikes, spot);
    return side === "call" ? callWall : putWall;
  });
}

/**
 * Calendar days from the headline's own day to the nearest expiration. One that is past on that
 * day is not the nearest any more: missing.
 */
export function nearestExpirationInput(parts: PartsAtHand): Input {
  const about = { name: "days to the nearest expiration", unit: "days" } as const;
  return inputFrom(parts, "gex", about, ({ nearestExpiration }) => {
    const asOf = parts.gex?.asOf;
    if (nearestExpiration === null || asOf === undefined) return null;
    const days = daysBetween(newYorkDay(asOf), nearestExpiration);
    return days < 0 ? null : days;
  });
}

type Told = { netGex: number | null; flip: number | null };

function headlineOrCurve(
  parts: PartsAtHand,
  about: Pick<Input, "name" | "unit">,
  read: (data: Told) => number | null,
): Input {
  const headline = inputFrom(parts, "gex", about, read);
  if (headline.value !== null) return headline;
  // A curve of one expiration has only that one's total.
  const ofAll = (data: Told & { expiry: string }) =>
    data.expiry === "combined" ? read(data) : null;
  const curve = inputFrom(parts, "curve", about, ofAll);
  return curve.value === null ? headline : curve;
}

/** A price has to be over zero to be one. */
function priceOf({ spot }: { spot: number | null }): number | null {
  return spot !== null && spot > 0 ? spot : null;
}

function isBetter(one: Input, other: Input): boolean {
  if (one.value === null || one.asOf === null) return false;
  if (other.value === null || other.asOf === null) return true;
  return Date.parse(one.asOf) > Date.parse(other.asOf);
}
