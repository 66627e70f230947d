import { z } from "zod";

/** Redis's TIME as any wire returns it (numbers may arrive as text), read as ms. */
export const storeMsSchema = z
  .tuple([z.coerce.number(), z.coerce.number()])
  .transform(([seconds, microseconds]) => seconds * 1_000 + Math.floor(microseconds / 1_000));

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
