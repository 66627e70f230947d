import type { CurveStrike } from "@/lib/contract/market/curve-data";
import { finite } from "./available-parts";

type Walls = { callWall: number | null; putWall: number | null };
type Weighed = { strike: number; calls: number | null; puts: number | null };

/**
 * The walls of a curve, $. The call wall is the strike at or above spot with the largest call gamma
 * exposure. The put wall is the strike at or below spot with the largest put gamma exposure, by
 * size. Null when no strike on that side has any. Never the same strike: the larger side keeps it.
 */
export function findWalls(strikes: readonly CurveStrike[], spot: number): Walls {
  return largestAround(
    strikes.map(({ strike, callGex, putGex }) => ({
      strike,
      calls: callGex,
      puts: putGex === null ? null : Math.abs(putGex),
    })),
    spot,
  );
}

/**
 * The walls from the net of calls and puts only, $: the strike at or above spot with the most
 * positive net gamma, and the strike at or below it with the most negative.
 */
export function findNetWalls(
  strikes: readonly { strike: number; net: number | null }[],
  spot: number,
): Walls {
  return largestAround(
    strikes.map(({ strike, net }) => ({ strike, calls: net, puts: net === null ? null : -net })),
    spot,
  );
}

/**
 * The second walls of a curve, $: the largest strike on each side that is no wall yet. Null when no
 * further strike on that side has any gamma of its kind.
 */
export function findSecondWalls(strikes: readonly CurveStrike[], spot: number): Walls {
  const { callWall, putWall } = findWalls(strikes, spot);
  const others = strikes.filter(({ strike }) => strike !== callWall && strike !== putWall);
  return findWalls(others, spot);
}

/** The strikes next to spot, $. The same one twice when spot is on a strike. Null: none. */
export function nearestStrikes(
  strikes: readonly { strike: number }[],
  spot: number,
): { below: number | null; above: number | null } {
  const prices = strikes.map(({ strike }) => strike);
  return {
    below: finite(Math.max(...prices.filter((strike) => strike <= spot))),
    above: finite(Math.min(...prices.filter((strike) => strike >= spot))),
  };
}

function largestAround(strikes: readonly Weighed[], spot: number): Walls {
  const above = strikes.filter(({ strike }) => strike >= spot);
  const below = strikes.filter(({ strike }) => strike <= spot);
  const call = largest(above, "calls", spot);
  const put = largest(below, "puts", spot);
  if (call === null || call.strike !== put?.strike) return named(call, put);
  const beyond = (all: readonly Weighed[]) => all.filter(({ strike }) => strike !== spot);
  return (call.calls ?? 0) >= (put.puts ?? 0)
    ? named(call, largest(beyond(below), "puts", spot))
    : named(largest(beyond(above), "calls", spot), put);
}

/** Among equals, the strike nearest to spot. */
function largest(
  strikes: readonly Weighed[],
  side: "calls" | "puts",
  spot: number,
): Weighed | null {
  return strikes.reduce<Weighed | null>((best, one) => {
    const [weight, bestWeight] = [one[side] ?? 0, best?.[side] ?? 0];
    if (weight <= 0 || weight < bestWeight) return best;
    const isNearer = Math.abs(one.strike - spot) < Math.abs((best?.strike ?? 0) - spot);
    return best === null || weight > bestWeight || isNearer ? one : best;
  }, null);
}

function named(call: Weighed | null, put: Weighed | null): Walls {
  return { callWall: call?.strike ?? null, putWall: put?.strike ?? null };
}
