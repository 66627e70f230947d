import { z } from "zod";

/** A number of the upstream. Missing is null, never a default. */
export const figure = z.number().nullable();

/** A figure that snapshots stored by an earlier version do not have. There it reads as missing. */
export const laterFigure = figure.default(null);
