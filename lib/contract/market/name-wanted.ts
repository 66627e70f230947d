import { DEFAULT_EXPIRY, DEFAULT_SPAN } from "@/lib/contract/values/resources";
import type { Resource, SymbolResource } from "./resource";
import type { Choice, SymbolWanted, Wanted } from "./wanted";

/**
 * A resource of a symbol, or a list of setups by its name. Options that are missing are the
 * defaults; others do not count.
 */
export function wantedOf(resource: SymbolResource, symbol: string, choice?: Choice): SymbolWanted;
export function wantedOf(resource: Resource, symbol: string, choice?: Choice): Wanted;
export function wantedOf(resource: Resource, symbol: string, choice: Choice = {}): Wanted {
  switch (resource) {
    case "curve":
      return { resource, symbol, expiry: choice.expiry ?? DEFAULT_EXPIRY };
    case "history":
      return { resource, symbol, span: choice.window ?? DEFAULT_SPAN };
    case "gex":
    case "expirations":
    case "setups":
      return { resource, symbol };
    default:
      return resource satisfies never;
  }
}

/**
 * The wanted data with its option or the default. Null when the resource does not have this option.
 */
export function nameWanted(
  resource: SymbolResource,
  symbol: string,
  choice?: Choice,
): SymbolWanted | null;
export function nameWanted(resource: Resource, symbol: string, choice?: Choice): Wanted | null;
export function nameWanted(resource: Resource, symbol: string, choice: Choice = {}): Wanted | null {
  if (choice.expiry !== undefined && resource !== "curve") return null;
  if (choice.window !== undefined && resource !== "history") return null;
  return wantedOf(resource, symbol, choice);
}
