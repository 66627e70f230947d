import { z } from "zod";
import { upstreamPolicy } from "@/lib/policy";

type Strike = { strike: number };

/** A list whose empty objects and nulls are skipped. `readLenient` makes unreadable ones null. */
export function listOf<Read>(element: z.ZodType<Read>) {
  const missing = (sent: unknown) => (isEmpty(sent) ? null : sent);
  return z
    .array(z.preprocess(missing, element.nullable()))
    .transform((all) => all.filter((one) => one !== null));
}

/**
 * A list of strikes as either API sends it, each read by `strike`. A list without strikes, or with a
 * strike twice, is invalid.
 */
export function strikeList<Read extends Strike>(strike: z.ZodType<Read>) {
  return listOf(strike)
    .refine((strikes) => strikes.length > 0)
    .refine((strikes) => new Set(strikes.map((one) => one.strike)).size === strikes.length);
}

function isEmpty(sent: unknown): boolean {
  return typeof sent === "object" && sent !== null && Object.keys(sent).length === 0;
}

/** The strikes nearest to spot, up to the limit, ascending, and how many were left out. */
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
