import { parseArgs } from "node:util";
import { z } from "zod";

const whole = z.coerce.number().int().positive();

const schema = z.object({
  windows: whole.default(3),
  windowSeconds: whole.default(12),
  /** Only this contender. */
  only: z.string().optional(),
});
export type BenchOptions = z.infer<typeof schema>;

/** Throws with a sentence on an unknown or invalid option. */
export function readOptions(args: string[]): BenchOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { windows: text, "window-seconds": text, only: text },
  });
  const read = schema.safeParse({ ...values, windowSeconds: values["window-seconds"] });
  if (!read.success) throw new Error(z.prettifyError(read.error));
  return read.data;
}
