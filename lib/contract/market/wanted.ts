import { z } from "zod";
import { EXPIRY_CHOICES, SPANS } from "@/lib/contract/values/resources";
import { setupListSchema } from "./setup-list";
import { symbolSchema } from "./symbol";

/** The expiries of a curve: all of them combined, or one. */
export const expirySchema = z
  .union([z.enum(EXPIRY_CHOICES), z.iso.date()], {
    error: "combined, nearest, first_monthly, live or a date, YYYY-MM-DD.",
  })
  .meta({
    description:
      "combined, nearest, first_monthly, live (all combined, computed when asked), or one expiration's date",
  });
export type Expiry = z.infer<typeof expirySchema>;

/** The length of a history, in calendar days or years. `window` in addresses and bodies. */
export const spanSchema = z.enum(SPANS);
export type Span = z.infer<typeof spanSchema>;

const ofSymbol = [
  z.object({ resource: z.literal("gex"), symbol: symbolSchema }),
  z.object({ resource: z.literal("curve"), symbol: symbolSchema, expiry: expirySchema }),
  z.object({ resource: z.literal("history"), symbol: symbolSchema, span: spanSchema }),
  z.object({ resource: z.literal("expirations"), symbol: symbolSchema }),
] as const;

/** A resource of one symbol with its option. */
export const symbolWantedSchema = z.discriminatedUnion("resource", ofSymbol);
export type SymbolWanted = z.infer<typeof symbolWantedSchema>;

/**
 * The data of one upstream call: a resource of one symbol with its option, or a list of setups. A
 * list has no symbol: its name is in that place.
 */
export const wantedSchema = z.discriminatedUnion("resource", [
  ...ofSymbol,
  z.object({ resource: z.literal("setups"), symbol: setupListSchema }),
]);
export type Wanted = z.infer<typeof wantedSchema>;

/** The options of an address or a body, by their names there. */
export type Choice = { expiry?: Expiry | undefined; window?: Span | undefined };
