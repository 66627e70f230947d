import { expect, test } from "vitest";
import { contenders } from "../contenders/contenders";
import { emptyTally, type Tally } from "../figures/tally";
import { perLane } from "../workloads/lanes";
import { SCENES } from "../workloads/scenes";
import { type Row, renderTables } from "./tables";

/** The width of a line in this project. */
const SCREEN = 100;

const minutes = (count: number) => count * 60_000;
const busy: Tally = {
  ...emptyTally,
  seeds: 2_000,
  over: Array<number>(2_000).fill(1),
  worst: 100,
  holes: { probe: 999, forgotten: 99, worst: 100 },
  broken: Array<Tally["broken"][number]>(99_999).fill({ seed: 1, sentence: "" }),
  steps: 99_999_999,
  commands: 99_999_999,
  calls: 1_000_000,
  pace: { ideal: 1_011, took: 1_000 },
  grantWaits: perLane(() => [999_999]),
  landingWaits: perLane(() => [999_999]),
  jain: [0.9996],
  scans: [
    { landed: 180, tookMs: minutes(10) },
    { landed: 200, tookMs: minutes(114) },
  ],
  quotes: perLane(() => ({ given: 99_999, kept: 99_999 })),
};
const rowOf = (name: string): Row => ({
  name,
  scenes: Object.fromEntries(SCENES.map((scene) => [scene, busy])),
});

test("fits the largest values of a run in the width of a screen", () => {
  const text = renderTables(
    [rowOf("our gate"), rowOf("our gate, embedded")],
    contenders.map(({ name }) => rowOf(name)),
  );
  const widest = Math.max(...text.split("\n").map((line) => line.length));
  expect(widest).toBeLessThanOrEqual(SCREEN);
});

test("prints no table for a scene that did not run", () => {
  const text = renderTables([{ name: "ours", scenes: { "scans-2": busy } }], []);
  expect(text).toMatch(/^Scans of 200/);
  expect(text).not.toContain("Clicks by ten callers");
  expect(text).not.toContain("With ");
});

test("shows the rate of the shortest and the longest scan", () => {
  const text = renderTables([{ name: "ours", scenes: { "scans-2": busy, "clicks-6": busy } }], []);
  expect(text).toMatch(/^2 +2000 +101\.1 % +1\.000 +10\.0 +114\.0 +/m);
  // 380 symbols in 124 min.
  expect(text).toMatch(/^6 +2000 .* 3\.1 +101\.1 %$/m);
});

test("shows no wait for unquoted lanes, and adds up scenes", () => {
  const clicks = { ...emptyTally, quotes: { ...busy.quotes, standard: { given: 0, kept: 0 } } };
  const batch = { ...emptyTally.quotes, batch: { given: 4, kept: 1 } };
  const scans = { ...emptyTally, quotes: batch };
  const played = { "clicks-1": clicks, "scans-1": scans, "scans-2": scans };
  const text = renderTables([{ name: "ours", scenes: played }], []);
  expect(text).toMatch(/^a scan and clicks +100\.0 % of 99999 +– +100\.0 % of 99999 +/m);
  expect(text).toMatch(/^scans alone +– +– +25\.0 % of 8 +25\.0 % of 8$/m);
});
