import { z } from "zod";
import { upstreamPolicy } from "@/lib/policy";

type Strike = { strike: number };

/**
 * A list of strikes as either API sends it, each read by `strike`. Empty objects occur in it and
 * are no strikes; a list with none left, or with one twice, is no answer.
 */
export function strikeList<Read extends Strike>(strike: z.ZodType<Read>) {
  const empty = z.strictObject({}).transform(() => null);
  return z
    .array(z.union([empty, strike]))
    .transform((strikes) => strikes.filter((one) => one !== null))
    .refine((strikes) => strikes.length > 0)
    .refine((strikes) => new Set(strikes.map((one) => one.strike)).size === strikes.length);
}

/** The strikes nearest to spot that are worth keeping, ascending, and how many were left out. */
export function keepStrikes<Kept extends Strike>(
  strikes: readonly Kept[],
  spot: number,
): { strikes: Kept[]; strikesLeftOut: number } {
  const nearest = strikes.toSorted((one, other) => distance(one) - distance(other));
  const kept = nearest.slice(0, upstreamPolicy.strikesKept);
  return {
    strikes: kept.sort((one, other) => one.strike - other.strike),
    strikesLeftOut: strikes.length - kept.length,
  };

  function distance({ strike }: Strike): number {
    return Math.abs(strike - spot);
  }
}
