import { expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Wish } from "./instance";
import { perLane } from "./lanes";
import type { Granted } from "./ledger";
import type { Run } from "./run-seed";
import { addTallies, emptyTally, tallyOf } from "./tally";

const process = {
  ...{ name: "p0", clock: systemClock, deliver: () => undefined },
  ...{ kill: () => undefined, freeze: () => undefined, isAlive: () => true },
};
const wish = (
  key: string,
  askedAt: number,
  endedAt: number | null,
  changes: Partial<Wish> = {},
) => ({
  ...{ process, key, caller: "c1", priority: 2, askedAt, endedAt, ends: 1 },
  state: "landed" as const,
  ...changes,
});
const granted = (key: string, at: number): Granted => ({ at, key, caller: "c1" });

const runOf = (wishes: Wish[], grants: Granted[]): Run => ({
  ...{ seed: 1, arrivals: [], worst: 20, wishes, broken: [], virtualMs: 900_000 },
  counts: {
    ...{ steps: 10, commands: 30, granted: grants, latencies: [] },
    backlog: { any: [], ordinary: [] },
  },
  quotes: perLane(() => ({ told: 2, kept: 1 })),
});
const rule = { standing: "any", limit: 20 } as const;

test("a wait ends with the first grant after the ask, and with the landing; others' grants are not its own", () => {
  const wishes = [wish("a", 1_000, 9_000), wish("b", 2_000, 3_000, { priority: 8 })];
  const grants = [granted("a", 500), granted("b", 2_010), granted("a", 4_000), granted("a", 7_000)];
  const { grantWaits, landingWaits } = tallyOf(runOf(wishes, grants), rule);
  expect(grantWaits).toEqual({ interactive: [3_000], standard: [], batch: [10] });
  expect(landingWaits).toEqual({ interactive: [8_000], standard: [], batch: [1_000] });
});

test("who joined a call under way waited for no grant; who left or failed has no wait", () => {
  const wishes = [
    wish("a", 1_000, 1_400),
    wish("b", 1_000, 5_000, { state: "left" }),
    wish("c", 1_000, 5_000, { state: "failed" }),
    wish("d", 1_000, null, { state: "waiting" }),
  ];
  const { grantWaits, landingWaits } = tallyOf(runOf(wishes, [granted("a", 900)]), rule);
  expect(grantWaits.interactive).toEqual([0]);
  expect(landingWaits.interactive).toEqual([400]);
});

test("a scan takes from its first ask to its last landing", () => {
  const scan = (key: string, askedAt: number, endedAt: number) =>
    wish(key, askedAt, endedAt, { caller: "scan1", priority: 8 });
  const other = wish("d", 0, 99_000, { caller: "scan2", priority: 8 });
  const wishes = [scan("a", 1_000, 4_000), scan("b", 1_000, 9_000), scan("c", 4_000, 8_000), other];
  expect(tallyOf(runOf(wishes, []), rule).scans).toEqual([
    { landed: 3, tookMs: 8_000 },
    { landed: 1, tookMs: 99_000 },
  ]);
});

test("tallies of several runs add up", () => {
  const one = tallyOf(runOf([wish("a", 0, 100)], [granted("a", 40)]), rule);
  const both = addTallies(addTallies(emptyTally, one), one);
  expect(both.seeds).toBe(2);
  expect(both.grantWaits.interactive).toEqual([40, 40]);
  expect(both.quotes.batch).toEqual({ told: 4, kept: 2 });
});
