import type { Composite } from "@/lib/contract/market/resource";
import type { Expiry, Span } from "@/lib/contract/market/wanted";
import type { CompositeAnswer } from "@/lib/contract/snapshot/composite";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import type { Home } from "./home";

/** A reading of a symbol, with the parts it uses and their ages, but without their data. */
export type SymbolReading<Name extends Composite = Composite> = {
  [One in Name]: Omit<Extract<CompositeAnswer, { resource: One }>, "data" | "quota">;
}[Name];

/**
 * Data of a symbol page from the server: its row of the first page, and everything else in the
 * cache. No API calls.
 */
export type SymbolView = Home & {
  symbol: string;
  /** The option in the address, or the default. */
  expiry: Expiry;
  span: Span;
  /** Cached snapshots besides the summary. */
  parts: readonly Snapshot[];
  readings: readonly SymbolReading[];
  /** The upstream was asked recently and does not know the symbol. */
  isUnknown: boolean;
  /** What the API in use offers. Anything else cannot be requested. */
  offered: { expiries: readonly Expiry[]; spans: readonly Span[]; expirations: boolean };
};
