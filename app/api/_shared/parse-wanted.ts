import { nameWanted } from "@/lib/contract/market/name-wanted";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import type { Resource } from "@/lib/contract/market/resource";
import { symbolRefusal } from "@/lib/contract/market/symbol-refusal";
import type { Choice, Wanted } from "@/lib/contract/market/wanted";
import { ProblemError } from "@/lib/http/answer/problem-error";

/** Parses the resource that an address names. Throws ProblemError invalid-request with the reason. */
export function parseWanted(resource: Resource, rawSymbol: string, choice: Choice): Wanted {
  const symbol = parseSymbol(rawSymbol);
  if (symbol === null) throw new ProblemError("invalid-request", symbolRefusal(rawSymbol));
  const wanted = nameWanted(resource, symbol, choice);
  if (wanted === null) throw otherChoice(resource, choice);
  return wanted;
}

function otherChoice(resource: Resource, { expiry, window }: Choice): ProblemError {
  const isExpiry = expiry !== undefined && resource !== "curve";
  const name = isExpiry || window === undefined ? "expiry" : "window";
  return new ProblemError("invalid-request", `The resource ${resource} takes no ${name}.`, {
    errors: [{ pointer: `?${name}`, detail: `Not a parameter of ${resource}.` }],
  });
}
