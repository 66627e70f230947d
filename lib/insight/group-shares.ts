import type { ExpirationGroup, ExpirationsData } from "@/lib/contract/market/expirations-data";
import type { GroupShare } from "@/lib/contract/market/gamma";
import type { AvailableParts } from "./available-parts";
import { groupDate } from "./group-dates";

type GroupShares =
  | { kind: "known"; shares: [GroupShare, ...GroupShare[]]; asOf: string }
  | { kind: "missing"; missing: string[] };

/**
 * The share of all |gamma| in each expiration, as fractions, soonest first. Groups with the same
 * expiration count as one. No share is known when a group is missing, since the others would be too
 * large, or when the groups do not add up to the total.
 */
export function groupShares(parts: AvailableParts): GroupShares {
  const { expirations } = parts;
  if (expirations === null) return { kind: "missing", missing: [EXPIRATIONS] };
  const { expirations: groups, addsUp } = expirations.data;
  if (addsUp === false) return { kind: "missing", missing: [WHOLE_GROUPS] };
  const distinct = groups.filter(({ sameAs }) => sameAs === null);
  const missing = distinct.filter(({ share }) => share === null).map(missingName);
  const [first, ...others] = distinct.flatMap(({ expiration, share }) =>
    share === null
      ? []
      : [{ expiration, date: groupDate(parts, expiration), alike: alikeOf(expiration), share }],
  );
  if (missing.length > 0 || first === undefined) {
    return { kind: "missing", missing: missing.length > 0 ? missing : [EXPIRATIONS] };
  }
  return { kind: "known", shares: [first, ...others], asOf: expirations.asOf };

  function alikeOf(expiration: ExpirationGroup): ExpirationGroup[] {
    return groups.filter(({ sameAs }) => sameAs === expiration).map((group) => group.expiration);
  }
}

/** The input of all readings by expiration. */
export const EXPIRATIONS = "gamma by expiration";

/**
 * The missing input when groups overlap or one is missing, so that they are not shares of a whole.
 */
export const WHOLE_GROUPS = "complete gamma by expiration";

function missingName({ expiration }: ExpirationsData["expirations"][number]): string {
  return `share of gamma, ${expiration.replace("_", " ")}`;
}
