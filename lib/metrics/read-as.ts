import type { z } from "zod";

/** Parses stored text by its schema. Null if it does not match: another version's, or corrupt. */
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
