import { z } from "zod";

/**
 * A figure as either API sends it: a JSON number, or decimal text (v1). NaN, infinities, other
 * text and an empty text are refused: a figure that cannot be read must not become another.
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

/** A price has to be over zero to be one. */
export const requiredPrice = requiredFigure.pipe(z.number().positive());

const blank = z.literal("").transform(() => null);

/** Absent, null and blank are missing; present but unreadable refuses the whole body. */
export const optionalFigure = z
  .union([requiredFigure, blank])
  .nullish()
  .transform((figure) => figure ?? null);

/** A price that need not exist. Zero is how a missing level is written: nothing trades there. */
export const optionalPrice = optionalFigure
  .pipe(z.number().nonnegative().nullable())
  .transform((price) => price || null);

/**
 * A part of a whole. Net figures may differ in sign, and then their quotient is no share: missing.
 */
export const optionalShare = optionalFigure.transform((share) =>
  share !== null && share >= 0 && share <= 1 ? share : null,
);

export const optionalDate = z
  .union([z.iso.date(), blank])
  .nullish()
  .transform((date) => date ?? null);

/** A date where nothing depends on it: whatever else is written there counts as missing. */
export const lenientDate = z.iso.date().nullable().catch(null);

/** $ without cents: a curve has hundreds of them. */
export function wholeDollars(figure: number | null): number | null {
  // Adding 0 turns -0 into 0.
  return figure === null ? null : Math.round(figure) + 0;
}
