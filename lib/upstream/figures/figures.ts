import { z } from "zod";

/**
 * A number as either API sends it: a JSON number, or decimal text (v1). NaN, infinities, other text
 * and empty text are refused, because an unreadable number must not become another one.
 */
export const requiredFigure = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/)
      .transform(Number),
  ])
  .pipe(z.number());

/** A price is above zero. */
export const requiredPrice = requiredFigure.pipe(z.number().positive());

const blank = z.literal("").transform(() => null);

/**
 * Absent, null and blank are missing. The schema rejects a value that cannot be read, and
 * `readLenient` then counts it as missing. A thousands separator is not read: "1,204" is another
 * number in Europe, and a missing value is better than a wrong one.
 */
export const optionalFigure = z
  .union([requiredFigure, blank])
  .nullish()
  .transform((figure) => figure ?? null);

/** A price that may be missing. The APIs write a missing level as zero. */
export const optionalPrice = optionalFigure
  .pipe(z.number().nonnegative().nullable())
  .transform((price) => price || null);

/**
 * A share of a whole. Net values may differ in sign. Their quotient is then no share and counts as
 * missing.
 */
export const optionalShare = optionalFigure.transform((share) =>
  share !== null && share >= 0 && share <= 1 ? share : null,
);

/** The upstream's rating, a whole number from 1 to 5. Any other number is missing. */
export const optionalRating = optionalFigure.transform((rating) =>
  rating !== null && Number.isInteger(rating) && rating >= 1 && rating <= 5 ? rating : null,
);

export const optionalDate = z
  .union([z.iso.date(), blank])
  .nullish()
  .transform((date) => date ?? null);

/** Rounds, because a history has hundreds of numbers and the twelfth digit is of no use. */
export function roundedTo(decimals: number, figure: number | null): number | null {
  // Adding 0 turns -0 into 0.
  return figure === null ? null : Number(figure.toFixed(decimals)) + 0;
}

/** $ without cents, because a curve has hundreds of them. */
export function wholeDollars(figure: number | null): number | null {
  // Adding 0 turns -0 into 0.
  return figure === null ? null : Math.round(figure) + 0;
}
