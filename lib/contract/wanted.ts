import { z } from "zod";
import type { Resource } from "./resource";
import { symbolSchema } from "./symbol";

/** The expiries that have a name; any other is told by its date. */
export const EXPIRY_CHOICES = ["combined", "nearest", "first_monthly"] as const;

/** Which expiries a curve is of: all of them together, or those of one. */
export const expirySchema = z
  .union([z.enum(EXPIRY_CHOICES), z.iso.date()], {
    error: "combined, nearest, first_monthly or a date, YYYY-MM-DD.",
  })
  .meta({ description: "combined, nearest, first_monthly, or one expiration's date" });
export type Expiry = z.infer<typeof expirySchema>;

/** How far back a history goes, in calendar days or years; `window` in addresses and bodies. */
export const spanSchema = z.enum(["5d", "30d", "180d", "1y", "2y"]);
export type Span = z.infer<typeof spanSchema>;

/** A resource of one symbol, with the resource's own choice: what one upstream call can bring. */
export const wantedSchema = z.discriminatedUnion("resource", [
  z.object({ resource: z.literal("gex"), symbol: symbolSchema }),
  z.object({ resource: z.literal("curve"), symbol: symbolSchema, expiry: expirySchema }),
  z.object({ resource: z.literal("history"), symbol: symbolSchema, span: spanSchema }),
  z.object({ resource: z.literal("expirations"), symbol: symbolSchema }),
]);
export type Wanted = z.infer<typeof wantedSchema>;

/** What is asked for when nothing is said. */
const DEFAULTS = { expiry: "combined", window: "180d" } as const;

/** The choices of an address or a body, by their names there. */
export type Choice = { expiry?: Expiry | undefined; window?: Span | undefined };

/** What is wanted, its choice or the default filled in; null: a choice that is not this resource's. */
export function nameWanted(resource: Resource, symbol: string, choice: Choice = {}): Wanted | null {
  const { expiry, window } = choice;
  if (expiry !== undefined && resource !== "curve") return null;
  if (window !== undefined && resource !== "history") return null;
  switch (resource) {
    case "curve":
      return { resource, symbol, expiry: expiry ?? DEFAULTS.expiry };
    case "history":
      return { resource, symbol, span: window ?? DEFAULTS.window };
    case "gex":
    case "expirations":
      return { resource, symbol };
    default:
      return resource satisfies never;
  }
}
