import { expect, test } from "vitest";
import { concentrationWords } from "@/components/gamma/concentration-words";

const concentration: Parameters<typeof concentrationWords>[0] = {
  state: "concentrated",
  shares: [{ expiration: "nearest", date: null, alike: [], share: 0.6 }],
  nearestShare: 0.6,
  limit: 0.5,
  largest: "nearest",
  nearestExpiration: "2026-11-23",
  // From the day of the headline, a Friday.
  daysToNearest: 3,
  asOf: "2026-11-20T20:46:17.000Z",
};
const at = (time: string, over = {}) =>
  concentrationWords({ ...concentration, ...over }, Date.parse(time));
const judged = "Concentrated (threshold 50.0%).";

test("counts days to the nearest expiration by New York's calendar", () => {
  const sunday = "2026-11-22T18:00:00Z";
  expect(at(sunday)).toBe(`60.0% of |gamma| by strike expires Nov 23, 2026 (in 1 day). ${judged}`);
  expect(at("2026-11-21T03:00:00Z")).toContain("in 3 days");
  expect(at("2026-11-24T04:59:00Z")).toContain("Nov 23, 2026 (today).");
  expect(at("2026-11-24T05:00:00Z")).toContain("Nov 23, 2026 (date passed).");
  expect(at(sunday, { nearestExpiration: null, daysToNearest: null })).toBe(
    `60.0% of |gamma| by strike expires at the next expiration. ${judged}`,
  );
});
