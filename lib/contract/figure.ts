import { z } from "zod";

/** A figure of the upstream's. Missing is null, never a default. */
export const figure = z.number().nullable();
