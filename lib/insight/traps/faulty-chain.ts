import type { Trap } from "@/lib/contract/market/psychology";
import type { AvailableParts } from "@/lib/insight/available-parts";

/**
 * A trap as it reads when the upstream flags the summary's option chain as faulty: nothing is
 * decided from the summary's option values. Its spot is a price of the underlying, so it stays.
 */
export function withoutFaultyChain(trap: Trap, { gex }: AvailableParts): Trap {
  if (gex?.data.isChainUsable !== false) return trap;
  const isUsed = trap.inputs.some(({ resource, name }) => resource === "gex" && name !== "spot");
  return isUsed ? { ...trap, state: "unavailable", missing: ["a usable option chain"] } : trap;
}
