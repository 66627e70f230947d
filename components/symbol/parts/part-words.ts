import type { SymbolResource } from "@/lib/contract/market/resource";

/** The datasets of a symbol. */
export const PART_WORDS: Record<SymbolResource, string> = {
  gex: "summary",
  curve: "gamma by strike",
  expirations: "expirations",
  history: "history",
};

/** Short names, where space is limited. */
export const SHORT_PART_WORDS: Record<SymbolResource, string> = { ...PART_WORDS, curve: "strikes" };
