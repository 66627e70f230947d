import { expect, test } from "vitest";
import { createProcess } from "../faults/process";
import { createRandom } from "../faults/random";
import type { Wish } from "../instance";
import type { Granted } from "../judge/ledger";
import type { Run } from "../run-seed";
import { createSchedule } from "../schedule";
import { perLane } from "../workloads/lanes";
import { addTallies, emptyTally, tallyOf } from "./tally";

const process = createProcess({
  name: "p0",
  schedule: createSchedule(),
  random: createRandom(1),
  deployment: { name: "usual", api: "v2", credential: "good", isRefused: false },
});
const wish = (
  key: string,
  askedAt: number,
  endedAt: number | null,
  changes: Partial<Wish> = {},
) => ({
  process,
  key,
  caller: "c1",
  priority: 2,
  askedAt,
  endedAt,
  ends: 1,
  why: "",
  cancels: true,
  state: "landed" as const,
  ...changes,
});
const granted = (key: string, at: number): Granted => ({ at, key, caller: "c1" });

const runOf = (wishes: Wish[], grants: Granted[]): Run => ({
  seed: 1,
  arrivals: [],
  worst: 20,
  wishes,
  broken: [],
  virtualMs: 900_000,
  holes: { probe: 1, forgotten: 0, worst: 21 },
  counts: {
    steps: 10,
    slots: 20,
    commands: 30,
    granted: grants,
    latencies: [],
    backlog: { any: [], ordinary: [] },
  },
  quotes: perLane(() => ({ given: 2, kept: 1 })),
});
const rule = { standing: "any", limit: 20 } as const;

test("measures a wait to the first grant, and to the result", () => {
  const wishes = [wish("a", 1_000, 9_000), wish("b", 2_000, 3_000, { priority: 8 })];
  const grants = [granted("a", 500), granted("b", 2_010), granted("a", 4_000), granted("a", 7_000)];
  const { grantWaits, landingWaits } = tallyOf(runOf(wishes, grants), rule);
  expect(grantWaits).toEqual({ interactive: [3_000], standard: [], batch: [10] });
  expect(landingWaits).toEqual({ interactive: [8_000], standard: [], batch: [1_000] });
});

test("counts no grant wait for a joiner, no wait for a failure", () => {
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

test("measures a scan from its first request to its last result", () => {
  const scan = (key: string, askedAt: number, endedAt: number) =>
    wish(key, askedAt, endedAt, { caller: "scan1", priority: 8 });
  const other = wish("d", 0, 99_000, { caller: "scan2", priority: 8 });
  const wishes = [scan("a", 1_000, 4_000), scan("b", 1_000, 9_000), scan("c", 4_000, 8_000), other];
  expect(tallyOf(runOf(wishes, []), rule).scans).toEqual([
    { landed: 3, tookMs: 8_000 },
    { landed: 1, tookMs: 99_000 },
  ]);
});

test("adds up the tallies of several runs", () => {
  const one = tallyOf(runOf([wish("a", 0, 100)], [granted("a", 40)]), rule);
  const both = addTallies(addTallies(emptyTally, one), one);
  expect(both.seeds).toBe(2);
  expect(both.grantWaits.interactive).toEqual([40, 40]);
  expect(both.quotes.batch).toEqual({ given: 4, kept: 2 });
  expect(both.holes).toEqual({ probe: 2, forgotten: 0, worst: 21 });
});
