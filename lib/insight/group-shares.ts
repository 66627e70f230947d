import type { ExpirationGroup, ExpirationsData } from "@/lib/contract/expirations-data";
import type { PartsAtHand } from "./parts-at-hand";

export type GroupShare = { expiration: ExpirationGroup; share: number };

type GroupShares =
  | { kind: "told"; shares: [GroupShare, ...GroupShare[]]; asOf: string }
  | { kind: "missing"; missing: string[] };

/**
 * The part of all |gamma| in each group, as fractions, soonest first. With a group untold none is
 * known: the shares of the others would be too large.
 */
export function groupShares({ expirations }: PartsAtHand): GroupShares {
  if (expirations === null) return { kind: "missing", missing: [EXPIRATIONS] };
  const groups = expirations.data.expirations;
  const missing = groups.filter(({ share }) => share === null).map(missingName);
  const [first, ...others] = groups.flatMap(({ expiration, share }) =>
    share === null ? [] : [{ expiration, share }],
  );
  if (missing.length > 0 || first === undefined) {
    return { kind: "missing", missing: missing.length > 0 ? missing : [EXPIRATIONS] };
  }
  return { kind: "told", shares: [first, ...others], asOf: expirations.asOf };
}

/** What all readings by expiration are made from. */
export const EXPIRATIONS = "gamma by expiration";

function missingName({ expiration }: ExpirationsData["expirations"][number]): string {
  return `share of gamma, ${expiration.replace("_", " ")}`;
}
