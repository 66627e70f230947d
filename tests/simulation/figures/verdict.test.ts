import { describe, expect, test } from "vitest";
import type { Row } from "../command/tables";
import { emptyTally, type Tally } from "./tally";
import { judge } from "./verdict";

const calm: Tally = { ...emptyTally, pace: { ideal: 995, took: 1_000 }, jain: [0.99, 0.95] };
const clicksOf = (interactive: number[]): Tally => ({
  ...calm,
  grantWaits: { ...emptyTally.grantWaits, interactive },
});
const quotesOf = (given: number, kept: number): Tally => ({
  ...calm,
  quotes: { ...emptyTally.quotes, standard: { given, kept } },
});
/** This many waits of 0 ms, followed by longer ones. */
const waits = (none: number, ...longer: number[]) => [...Array<number>(none).fill(0), ...longer];

const kept: Row["scenes"] = {
  faults: { ...emptyTally, seeds: 3, worst: 20 },
  line: calm,
  "scans-1": { ...calm, jain: [] },
  "scans-2": calm,
  "scans-10": calm,
  "clicks-6": clicksOf(waits(190, ...Array<number>(10).fill(9_000))),
  quotes: quotesOf(1_000, 950),
};
const caught: Row = {
  name: "a control",
  scenes: { faults: { ...emptyTally, seeds: 3, over: [2] } },
};

const judged = (scenes: Row["scenes"], controls: Row[] = []) =>
  judge([{ name: "ours", scenes: { ...kept, ...scenes } }], controls);
const brokenBy = (scenes: Row["scenes"]) => judged(scenes).broken;

test("finds nothing when promises are kept and controls caught", () => {
  expect(judged({}, [caught])).toEqual({ broken: [], unjudged: [] });
});

test("reports more steps or commands than promised", () => {
  const dear = { ...calm, calls: 100, steps: 501, commands: 3_007 };
  expect(brokenBy({ crowd: dear })).toEqual([
    "ours, crowd: 5.0 steps a call",
    "ours, crowd: 6.0 commands a step",
  ]);
  expect(brokenBy({ crowd: { ...dear, steps: 500, commands: 3_000 } })).toEqual([]);
});

test("judges only scenes that ran", () => {
  expect(judge([{ name: "ours", scenes: {} }], [])).toEqual({ broken: [], unjudged: [] });
});

test("reports excess arrivals, broken promises, missed controls", () => {
  const faults = { ...emptyTally, over: [7] };
  const line = { ...calm, broken: [{ seed: 4, sentence: "two probes" }] };
  const missed = { ...caught, scenes: { faults: { ...emptyTally, seeds: 3 } } };
  expect(judged({ faults, line }, [caught, missed]).broken).toEqual([
    "ours, faults, seed 7: a window with an arrival too many",
    "ours, line, seed 4: two probes",
    "a control was not caught in 3 seeds",
  ]);
});

test("judges our gate by the same promises on every store", () => {
  const over = { faults: { ...emptyTally, over: [9] } };
  const stores = [
    { name: "ours", scenes: kept },
    { name: "ours, embedded", scenes: over },
  ];
  expect(judge(stores, []).broken).toEqual([
    "ours, embedded, faults, seed 9: a window with an arrival too many",
  ]);
});

describe.each(["line", "scans-1", "scans-2", "scans-10"] as const)("in %s", (scene) => {
  test("reports an unused limit, and a queue that never formed", () => {
    expect(brokenBy({ [scene]: { ...calm, pace: { ideal: 989, took: 1_000 } } })).toEqual([
      `ours, ${scene}: more than 1 % of the limit unused while requests waited`,
    ]);
    expect(brokenBy({ [scene]: { ...calm, pace: emptyTally.pace } })).toEqual([
      `ours, ${scene}: no request ever waited`,
    ]);
  });

  test("reports a single seed with uneven shares", () => {
    expect(brokenBy({ [scene]: { ...calm, jain: [1, 0.949, 1] } })).toEqual([
      `ours, ${scene}: shares of 0.949 by Jain's index`,
    ]);
  });
});

describe("clicks during a scan", () => {
  test("are late when half of them wait longer than 0.3 s", () => {
    const waited = waits(99, ...Array<number>(101).fill(310));
    expect(brokenBy({ "clicks-6": clicksOf(waited) })).toEqual([
      "ours, clicks-6: 50 % of clicks during a scan granted within 0.31 s, not 0.3 s",
    ]);
  });

  test("are late when more than one in twenty waits longer than 3 s", () => {
    const waited = waits(189, ...Array<number>(11).fill(3_010));
    expect(brokenBy({ "clicks-6": clicksOf(waited) })).toEqual([
      "ours, clicks-6: 95 % of clicks during a scan granted within 3.01 s, not 3 s",
    ]);
  });

  test("are reported as not judged when they are too few", () => {
    expect(judged({ "clicks-6": clicksOf([9_000]) })).toEqual({
      broken: [],
      unjudged: ["clicks-6, of only 1 clicks"],
    });
  });
});

describe("quoted waits", () => {
  test("are wrong when more than one in twenty is not kept", () => {
    expect(brokenBy({ quotes: quotesOf(1_000, 949) })).toEqual([
      "ours, quotes: 51 of 1000 quoted waits were not kept",
    ]);
  });

  test("are reported as not judged when they are too few", () => {
    expect(judged({ quotes: quotesOf(10, 0) })).toEqual({
      broken: [],
      unjudged: ["quotes, of only 10 quoted waits"],
    });
  });
});
