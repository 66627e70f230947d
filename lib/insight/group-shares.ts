import type { ExpirationGroup, ExpirationsData } from "@/lib/contract/expirations-data";
import type { GroupShare } from "@/lib/contract/gamma";
import type { PartsAtHand } from "./parts-at-hand";

type GroupShares =
  | { kind: "told"; shares: [GroupShare, ...GroupShare[]]; asOf: string }
  | { kind: "missing"; missing: string[] };

/**
 * The part of all |gamma| in each expiration, as fractions, soonest first; groups that are the same
 * expiration are told as one. With a group untold none is known: the shares of the others would be
 * too large. Nor is any where the groups do not come to the whole.
 */
export function groupShares({ expirations }: PartsAtHand): GroupShares {
  if (expirations === null) return { kind: "missing", missing: [EXPIRATIONS] };
  const { expirations: groups, addsUp } = expirations.data;
  if (addsUp === false) return { kind: "missing", missing: [WHOLE_GROUPS] };
  const distinct = groups.filter(({ sameAs }) => sameAs === null);
  const missing = distinct.filter(({ share }) => share === null).map(missingName);
  const [first, ...others] = distinct.flatMap(({ expiration, share }) =>
    share === null ? [] : [{ expiration, alike: alikeOf(expiration), share }],
  );
  if (missing.length > 0 || first === undefined) {
    return { kind: "missing", missing: missing.length > 0 ? missing : [EXPIRATIONS] };
  }
  return { kind: "told", shares: [first, ...others], asOf: expirations.asOf };

  function alikeOf(expiration: ExpirationGroup): ExpirationGroup[] {
    return groups.filter(({ sameAs }) => sameAs === expiration).map((group) => group.expiration);
  }
}

/** What all readings by expiration are made from. */
export const EXPIRATIONS = "gamma by expiration";

/** What is missing where groups overlap, or one lacks: they are no parts of a whole. */
export const WHOLE_GROUPS = "gamma by expiration that adds up to the upstream's own total";

function missingName({ expiration }: ExpirationsData["expirations"][number]): string {
  return `share of gamma, ${expiration.replace("_", " ")}`;
}
