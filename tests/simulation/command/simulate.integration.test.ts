import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const COMMAND = [
  join(import.meta.dirname, "../../support/run-typescript.mjs"),
  join(import.meta.dirname, "simulate.ts"),
];

type Ended = { code: number; output: string };

const simulate = (...options: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [...COMMAND, ...options], (_, said, complained) =>
      resolve({ code: child.exitCode ?? -1, output: said + complained }),
    );
  });

test("exits with 0 and a table when all promises are kept", async () => {
  const { code, output } = await simulate("--seeds", "3", "--scene", "faults");
  expect(output).toMatch(/^our gate +3 +0 +(?:1\d|20) +0 /m);
  expect(output).toContain("Kept");
  expect(code).toBe(0);
});

test("exits with 1 and the seeds for a gate that frees on abort", async () => {
  const planted = ["--contender", "abort frees", "--scene", "faults", "--store", "redis"];
  const { code, output } = await simulate("--seeds", "6", ...planted);
  expect(output).toMatch(/^abort frees the slot, faults, seed \d+: a window with an arrival/m);
  expect(code).toBe(1);
});

test("replays a seed with the same events", async () => {
  const stories = [await simulate("--seed", "3"), await simulate("--seed", "3")];
  expect(stories[0]?.output).toMatch(/ s {2}v2:\S+ is granted as \d+$/m);
  expect(stories[0]?.output).toMatch(/ s {2}p\d+ freezes for \d+ ms$/m);
  expect(stories[1]).toEqual(stories[0]);
});

test.each([
  ["a number that is none", ["--seeds", "many"]],
  ["an unknown option", ["--sedes", "3"]],
  ["an unknown scene", ["--scene", "scams"]],
  ["a single seed of several scenes", ["--scene", "scans", "--seed", "3"]],
  ["an unknown contender", ["--contender", "nobody"]],
])("refuses %s", async (_, options) => {
  expect((await simulate(...options)).code).toBe(1);
});
