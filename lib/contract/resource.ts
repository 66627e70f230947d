import { z } from "zod";

/** What one upstream call can bring. */
export const resourceSchema = z.enum(["gex", "curve", "history", "expirations"]);
export type Resource = z.infer<typeof resourceSchema>;

/** What is read from several resources, each with its own call and age. */
export const compositeSchema = z.enum(["gamma", "psychology"]);
export type Composite = z.infer<typeof compositeSchema>;

/** 1 is most urgent; the default of every request, and the most urgent it may ask for. */
export const DEFAULT_PRIORITY: Record<Resource | Composite, number> = {
  gex: 4,
  curve: 5,
  history: 7,
  expirations: 5,
  gamma: 5,
  psychology: 2,
};
