"use client";

import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { CONCENTRATIONS, RANGES } from "@/components/charts/strike-rows";
import type { SymbolView } from "@/lib/contract/symbol-view";

/** How far back the history panel can look. */
export const SPANS = ["30d", "180d", "1y"] as const;

/** What is chosen on a symbol's page. It stands in the address, so a link shows the same. */
export function useChoices({ expiry, offered }: Pick<SymbolView, "expiry" | "offered">) {
  const expiries = [...new Set([...offered.expiries, expiry])];
  return useQueryStates({
    expiry: parseAsStringLiteral(expiries).withDefault("combined"),
    range: parseAsStringLiteral(RANGES).withDefault("10"),
    keep: parseAsStringLiteral(CONCENTRATIONS).withDefault("100"),
    window: parseAsStringLiteral(SPANS).withDefault("180d"),
  });
}
