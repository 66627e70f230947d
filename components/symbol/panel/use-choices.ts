"use client";

import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { CONCENTRATIONS, RANGES } from "@/components/charts/strike-rows";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { DEFAULT_EXPIRY, DEFAULT_SPAN } from "@/lib/contract/values/resources";

/** The choices on a symbol's page. They are stored in the address, so a link shows the same. */
export function useChoices({
  expiry,
  span,
  offered,
}: Pick<SymbolView, "expiry" | "span" | "offered">) {
  const expiries = [...new Set([...offered.expiries, expiry])];
  const spans = [...new Set([...offered.spans, span])];
  return useQueryStates({
    expiry: parseAsStringLiteral(expiries).withDefault(DEFAULT_EXPIRY),
    range: parseAsStringLiteral(RANGES).withDefault("10"),
    keep: parseAsStringLiteral(CONCENTRATIONS).withDefault("100"),
    window: parseAsStringLiteral(spans).withDefault(DEFAULT_SPAN),
  });
}
