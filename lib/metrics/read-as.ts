import type { z } from "zod";

/** A stored text by its schema; null when it is not of it: another version's, or broken. */
export function readAs<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
