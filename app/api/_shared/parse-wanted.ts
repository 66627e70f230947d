import { nameWanted } from "@/lib/contract/market/name-wanted";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import type { Resource } from "@/lib/contract/market/resource";
import { symbolRefusal } from "@/lib/contract/market/symbol-refusal";
import type { Choice, Wanted } from "@/lib/contract/market/wanted";
import { isSetupList, SETUP_LISTS } from "@/lib/contract/values/resources";
import { ProblemError } from "@/lib/http/answer/problem-error";

/** Parses the resource that an address names. Throws ProblemError invalid-request with the reason. */
export function parseWanted(resource: Resource, rawName: string, choice: Choice): Wanted {
  const wanted = nameWanted(resource, parseName(resource, rawName), choice);
  if (wanted === null) throw otherChoice(resource, choice);
  return wanted;
}

/** The symbol, or for setups the name of the list. */
function parseName(resource: Resource, raw: string): string {
  if (resource === "setups") {
    if (isSetupList(raw)) return raw;
    throw new ProblemError(
      "invalid-request",
      `No such list. The lists: ${SETUP_LISTS.join(", ")}.`,
    );
  }
  const symbol = parseSymbol(raw);
  if (symbol === null) throw new ProblemError("invalid-request", symbolRefusal(raw));
  return symbol;
}

function otherChoice(resource: Resource, { expiry, window }: Choice): ProblemError {
  const isExpiry = expiry !== undefined && resource !== "curve";
  const name = isExpiry || window === undefined ? "expiry" : "window";
  return new ProblemError("invalid-request", `The resource ${resource} takes no ${name}.`, {
    errors: [{ pointer: `?${name}`, detail: `Not a parameter of ${resource}.` }],
  });
}
