import type { WallStanding } from "@/lib/contract/market/key-levels";

type Known = NonNullable<WallStanding>;

/** The word next to a wall's label. Empty for a wall in reach. */
export const STANDING_WORDS: Record<Known, string | null> = {
  "in-reach": null,
  "out-of-reach": "out of reach",
  broken: "broken",
};

/** The meaning of the word, for the tooltip. */
export const STANDING_TITLES: Record<Known, string | null> = {
  "in-reach": null,
  "out-of-reach": "Out of reach: beyond twice the 1-week expected move",
  broken: "Broken: spot has passed this wall since the curve was calculated",
};
