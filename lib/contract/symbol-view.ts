import type { CompositeAnswer } from "./composite";
import type { Home } from "./home";
import type { Composite } from "./resource";
import type { Snapshot } from "./snapshot";
import type { Expiry, Span } from "./wanted";

/** What is read of a symbol, with the parts it is read from and their ages; without their figures. */
export type SymbolReading<Name extends Composite = Composite> = {
  [One in Name]: Omit<Extract<CompositeAnswer, { resource: One }>, "data" | "quota">;
}[Name];

/**
 * What the server hands a page of one symbol: the first page's one row, and whatever else the cache
 * has of it. Free, nothing asked of the upstream.
 */
export type SymbolView = Home & {
  symbol: string;
  /** What the address chose, or what is shown when it says nothing. */
  expiry: Expiry;
  span: Span;
  /** Snapshots at hand beside the headline. */
  parts: readonly Snapshot[];
  readings: readonly SymbolReading[];
  /** The upstream was asked a moment ago, and does not know the symbol. */
  isUnknown: boolean;
  /** What the upstream API in use offers; what is not here cannot be asked for. */
  offered: { expiries: readonly Expiry[]; spans: readonly Span[]; expirations: boolean };
};
