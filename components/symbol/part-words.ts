import type { Resource } from "@/lib/contract/resource";

/** What people call the parts of a symbol. */
export const PART_WORDS: Record<Resource, string> = {
  gex: "headline",
  curve: "curve",
  expirations: "expirations",
  history: "history",
};
