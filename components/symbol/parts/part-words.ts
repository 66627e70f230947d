import type { SymbolResource } from "@/lib/contract/market/resource";

/** The datasets of a symbol. */
export const PART_WORDS: Record<SymbolResource, string> = {
  gex: "summary",
  curve: "gamma by strike",
  expirations: "expirations",
  history: "history",
};

/** The same where there is little room. */
export const SHORT_PART_WORDS: Record<SymbolResource, string> = { ...PART_WORDS, curve: "strikes" };
