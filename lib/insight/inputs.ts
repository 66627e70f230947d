import type { Input } from "@/lib/contract/market/input";
import { daysUntil } from "@/lib/new-york-time";
import { type AvailableParts, inputFrom } from "./available-parts";
import type { Side } from "./wall-standing";
import { findSecondWalls, findWalls } from "./walls";

/** Price of the underlying, $, from the newest part that has one, so that distances are current. */
export function spotInput(parts: AvailableParts): Input {
  const about = { name: "spot", unit: "$" } as const;
  const spots = [
    inputFrom(parts, "gex", about, priceOf),
    inputFrom(parts, "curve", about, priceOf),
    inputFrom(parts, "expirations", about, priceOf),
  ];
  return spots.reduce((newest, one) => (isBetter(one, newest) ? one : newest));
}

/** Net gamma exposure, $ per 1 % move: the summary's, else the total of the combined curve. */
export function netGexInput(parts: AvailableParts): Input {
  const about = { name: "net GEX", unit: "$ per 1 % move" } as const;
  return headlineOrCurve(parts, about, ({ netGex }) => netGex);
}

/** Gamma flip price, $: the summary's, else the combined curve's. Null when there is no flip. */
export function flipInput(parts: AvailableParts): Input {
  const about = { name: "flip", unit: "$" } as const;
  return headlineOrCurve(parts, about, ({ flip }) => flip);
}

/** The curve's wall on one side of the curve's own spot, $. */
export function wallInput(parts: AvailableParts, side: Side): Input {
  return wallFrom(parts, side, { name: `${side} wall`, find: findWalls });
}

/** The next largest wall of the curve on the same side, $. */
export function secondWallInput(parts: AvailableParts, side: Side): Input {
  return wallFrom(parts, side, { name: `second ${side} wall`, find: findSecondWalls });
}

function wallFrom(
  parts: AvailableParts,
  side: Side,
  { name, find }: { name: string; find: typeof findWalls },
): Input {
  return inputFrom(parts, "curve", { name, unit: "$" }, ({ strikes, spot }) => {
    if (spot === null) return null;
    const { callWall, putWall } = find(strikes, spot);
    return side === "call" ? callWall : putWall;
  });
}

/**
 * Calendar days from today to the summary's nearest expiration. One that has passed is not the
 * nearest any more, so it is missing. `now`: ms.
 */
export function nearestExpirationInput(parts: AvailableParts, now: number): Input {
  const about = { name: "days to the nearest expiration", unit: "days" } as const;
  return inputFrom(parts, "gex", about, ({ nearestExpiration }) => {
    if (nearestExpiration === null) return null;
    const days = daysUntil(nearestExpiration, now);
    return days < 0 ? null : days;
  });
}

type GammaTotals = { netGex: number | null; flip: number | null };

function headlineOrCurve(
  parts: AvailableParts,
  about: Pick<Input, "name" | "unit">,
  read: (data: GammaTotals) => number | null,
): Input {
  const headline = inputFrom(parts, "gex", about, read);
  if (headline.value !== null) return headline;
  // A curve of one expiration has only the total of that expiration.
  const ofAll = (data: GammaTotals & { expiry: string }) =>
    data.expiry === "combined" ? read(data) : null;
  const curve = inputFrom(parts, "curve", about, ofAll);
  return curve.value === null ? headline : curve;
}

/** A price is above zero. */
function priceOf({ spot }: { spot: number | null }): number | null {
  return spot !== null && spot > 0 ? spot : null;
}

function isBetter(one: Input, other: Input): boolean {
  if (one.value === null || one.asOf === null) return false;
  if (other.value === null || other.asOf === null) return true;
  return Date.parse(one.asOf) > Date.parse(other.asOf);
}
