import type { Composite, Resource } from "@/lib/contract/resource";

/** What each reading is made of, the cheapest first; what the API in use lacks is left out there. */
export const READING_PARTS: Record<Composite, readonly Resource[]> = {
  gamma: ["gex", "curve", "expirations"],
  psychology: ["gex", "curve", "expirations", "history"],
};
