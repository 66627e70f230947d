import { z } from "zod";
import { figure } from "./figure";
import { symbolResourceSchema } from "./resource";

export const unitSchema = z
  .enum(["$", "$ per 1 % move", "%", "fraction", "ratio", "0 to 100", "days", "strikes"])
  .meta({ description: "A fraction is of 1, a percent of 100" });

/** The part that a value comes from, and its age. */
export const originSchema = z.object({
  resource: symbolResourceSchema,
  asOf: z.iso
    .datetime()
    .nullable()
    .meta({ description: "Upstream timestamp of the dataset; null: the dataset is missing" }),
});

/** One input of a reading. Missing is null, never a default. */
export const inputSchema = z.object({
  name: z.string(),
  value: figure,
  unit: unitSchema,
  ...originSchema.shape,
});
export type Input = z.infer<typeof inputSchema>;

/** The inputs without which there is no reading. */
export const missingSchema = z.array(z.string()).min(1);
