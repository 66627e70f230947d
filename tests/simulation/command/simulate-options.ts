import { parseArgs } from "node:util";
import { z } from "zod";
import { STORE_KINDS } from "./open-store";

const whole = z.coerce.number().int().positive();

const schema = z.object({
  /** Seeds of each scene. Default: as many as its statistics need. */
  seeds: whole.optional(),
  from: whole.default(1),
  /** Only this seed. Prints its events. */
  seed: whole.optional(),
  /** Only this scene, or this group of scenes. */
  scene: z.string().optional(),
  store: z.enum(STORE_KINDS).optional(),
  workers: whole.default(2),
  /** Only this contender, judged by our promises. */
  contender: z.string().optional(),
});
export type SimulateOptions = z.infer<typeof schema>;

/** Throws with a sentence on an unknown or invalid option. */
export function readOptions(args: string[]): SimulateOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: {
      seeds: text,
      from: text,
      seed: text,
      scene: text,
      store: text,
      workers: text,
      contender: text,
    },
  });
  const read = schema.safeParse(values);
  if (!read.success) throw new Error(z.prettifyError(read.error));
  return read.data;
}
