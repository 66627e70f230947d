import { expect, test } from "vitest";
import { emptyTally } from "./tally";
import { verdictOf } from "./verdict";

const line = { ...emptyTally, pace: { ideal: 995, took: 1_000 } };
const kept = { name: "ours", faults: { ...emptyTally, seeds: 3, worst: 20 }, line };
const caught = { name: "a control", faults: { ...emptyTally, seeds: 3, over: [2] }, line: null };

test("nothing is wrong when ours keeps its promises and every control is caught", () => {
  expect(verdictOf(kept, [caught])).toEqual([]);
});

test("a window with an arrival too many, any other broken promise and a blind harness are each named", () => {
  const broken = [{ seed: 4, sentence: "two probes" }];
  const ours = { ...kept, faults: { ...kept.faults, over: [7] }, line: { ...line, broken } };
  const missed = { ...caught, faults: { ...caught.faults, over: [] } };
  expect(verdictOf(ours, [caught, missed])).toEqual([
    "ours, seed 7: a window with an arrival too many",
    "ours, seed 4: two probes",
    "a control was not caught in 3 seeds",
  ]);
});

test("a limit left unused while a line stood is named, and so is a line that never stood", () => {
  const slow = { ...kept, line: { ...line, pace: { ideal: 985, took: 1_000 } } };
  expect(verdictOf(slow, [])).toEqual([
    "ours left more than 1 % of the limit unused while a line stood",
  ]);
  const empty = { ...kept, line: emptyTally };
  expect(verdictOf(empty, [])).toEqual(["No line ever stood before ours"]);
});
