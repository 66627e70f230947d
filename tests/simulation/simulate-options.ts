import { parseArgs } from "node:util";
import { z } from "zod";

const whole = z.coerce.number().int().positive();

const schema = z.object({
  /** How many seeds ours is played with. */
  seeds: whole.default(2_000),
  from: whole.default(1),
  /** Only this one, told as a story. */
  seed: whole.optional(),
  store: z.enum(["embedded", "redis"]).default("embedded"),
  workers: whole.default(2),
  /** Only this one, held to what is promised of ours. */
  contender: z.string().optional(),
});
export type SimulateOptions = z.infer<typeof schema>;

/** Throws with a sentence on an option that is not known or makes no sense. */
export function readOptions(args: string[]): SimulateOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ seeds: text, from: text, seed: text },
      ...{ store: text, workers: text, contender: text },
    },
  });
  const read = schema.safeParse(values);
  if (!read.success) throw new Error(z.prettifyError(read.error));
  return read.data;
}
