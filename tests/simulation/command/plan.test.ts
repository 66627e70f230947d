import { expect, test } from "vitest";
import { controls } from "../contenders/contenders";
import { findScenes, scenes } from "../workloads/scenes";
import type { Chunk } from "./chunk";
import { planOf } from "./plan";
import { readOptions } from "./simulate-options";

const plan = (...options: string[]) => planOf(readOptions(options));

/** Every seed that runs, in order. */
const seedsOf = (chunks: Chunk[], wanted: Partial<Chunk>) =>
  chunks
    .filter((chunk) => Object.entries(wanted).every(([key, value]) => Object(chunk)[key] === value))
    .flatMap(({ from, seeds }) => Array.from({ length: seeds }, (_, index) => from + index))
    .sort((one, other) => one - other);

test("runs two thousand seeds of faults without options", () => {
  const { subject: contender, chunks } = plan();
  const store = "redis" as const;
  const seeds = seedsOf(chunks, { contender, store, scene: "faults" });
  expect(seeds).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 1));
  for (const scene of ["line", "clicks-6", "scans-10", "quotes"] as const)
    expect(seedsOf(chunks, { contender, store, scene })).toHaveLength(scenes[scene].seeds);
});

test("runs every 20th seed embedded too, unless a store is given", () => {
  const embedded = plan("--seeds", "50", "--from", "7").chunks;
  expect(seedsOf(embedded, { store: "embedded" })).toEqual([7, 27, 47]);
  expect(seedsOf(embedded, { store: "embedded", scene: "faults" })).toEqual([7, 27, 47]);
  expect(seedsOf(plan("--store", "redis").chunks, { store: "embedded" })).toEqual([]);
  expect(seedsOf(plan("--scene", "line").chunks, { store: "embedded" })).toEqual([]);
  const all = plan("--seeds", "50", "--store", "embedded");
  expect(seedsOf(all.chunks, { store: "redis" })).toEqual([]);
  expect(all.store).toBe("embedded");
});

test("runs the given seeds in every scene, or in the given one", () => {
  const few = plan("--seeds", "2");
  expect(seedsOf(few.chunks, { contender: few.subject, scene: "line" })).toEqual([1, 2]);
  const many = plan("--seeds", "50", "--scene", "scans-2");
  expect(seedsOf(many.chunks, {})).toHaveLength(50);
});

test("runs controls next to ours, with enough seeds", () => {
  const { chunks, controls: beside } = plan("--seeds", "2");
  expect(beside).toEqual(controls.map(({ name }) => name));
  for (const { name: contender, shows } of controls)
    for (const scene of findScenes(shows?.scene ?? "faults"))
      expect(seedsOf(chunks, { contender, scene })).toHaveLength(shows ? 8 : 20);
  expect(plan("--contender", "our gate").controls).toEqual([]);
  expect(plan("--scene", "faults").controls).toEqual([]);
});
