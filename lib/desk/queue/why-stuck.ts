import { whyClosed } from "@/lib/desk/answer/why-closed";
import type { Quote } from "@/lib/gate/quote/quote";

export const NO_DEPLOYMENT = "No running deployment can make this API call.";

/** Returns a sentence for users on why a wait has no estimate; null if it has one. */
export function whyStuck(quote: Pick<Quote, "stuck"> | undefined): string | null {
  const stuck = quote?.stuck ?? null;
  if (stuck === null) return null;
  if (stuck.why === "no-deployment") return NO_DEPLOYMENT;
  return whyClosed("held", stuck).sentence;
}
