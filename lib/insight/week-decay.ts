import type { WeekDecay } from "@/lib/contract/market/gamma";
import type { AvailableParts } from "./available-parts";
import { groupShares } from "./group-shares";

/** The share of today's |gamma| left after each group of expirations, as fractions. */
export function readWeekDecay(parts: AvailableParts): WeekDecay {
  const grouped = groupShares(parts);
  if (grouped.kind === "missing") return { state: "unavailable", missing: grouped.missing };
  const { shares, asOf } = grouped;
  const steps = shares.map(({ share: leaves, ...group }, index) => {
    const left = shares.slice(index + 1).reduce((sum, { share }) => sum + share, 0);
    return { ...group, leaves, remains: Math.min(1, left) };
  });
  const ofWeek = shares.filter(({ expiration }) => WEEK.has(expiration));
  const weekLeaves = Math.min(
    1,
    ofWeek.reduce((sum, { share }) => sum + share, 0),
  );
  return { state: "read", steps, weekLeaves, asOf };
}

const WEEK: ReadonlySet<string> = new Set(["nearest", "first_weekly"]);
