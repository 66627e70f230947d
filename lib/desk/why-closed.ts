import type { ProblemSlug } from "@/lib/contract/problem";
import type { WindowState } from "@/lib/gate/summary";

/** Why no call of a kind is made now: what a refused request gets, and the sentence for people. */
export function whyClosed(reason: WindowState["reason"]): { slug: ProblemSlug; sentence: string } {
  switch (reason) {
    case "limited":
      return {
        slug: "breaker-open",
        sentence: "Trading Volatility said that its limit is reached.",
      };
    case "failing":
    case "":
      return { slug: "breaker-open", sentence: "Trading Volatility is failing." };
    case "held":
      return { slug: "breaker-open", sentence: "An administrator is holding calls back." };
    case "not-allowed":
      return {
        slug: "upstream-auth",
        sentence: "Trading Volatility does not allow these calls to this subscription.",
      };
    case "credentials":
      return {
        slug: "upstream-auth",
        sentence: "Trading Volatility refused this deployment's credentials. Its owner must act.",
      };
    default:
      return reason satisfies never;
  }
}
