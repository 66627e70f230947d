import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/architecture/source-files";
import { runCommand } from "../workshop/run-command.mjs";

const COMMAND = ["tests/support/run-typescript.mjs", "tests/bench/bench-gate.ts"];

const bench = (...options: string[]) =>
  runCommand([process.execPath, ...COMMAND.map((file) => join(ROOT, file)), ...options], {
    cwd: ROOT,
    deadlineSeconds: 60,
  });

test("shares a window of 2 s among four processes, and says so", async () => {
  const { exitCode, output } = await bench(
    ...["--only", "our gate", "--windows", "1", "--window-seconds", "2"],
  );
  const [, calls, worst] = /^our gate +(\d+) +(\d+) +[\d.]+ % +[\d.]+ % +/m.exec(output) ?? [];
  expect(output).toMatch(/^our gate: the gate and its pump/m);
  expect(Number(calls)).toBeGreaterThan(20);
  expect(Number(worst)).toBe(20);
  // A busy machine may leave more than 1 % of such a short window unused.
  expect(exitCode).toBe(output.includes("was not used") ? 1 : 0);
});

test.each([
  ["a word that is no number", ["--windows", "many"], "windows"],
  ["an option that there is none of", ["--widnows", "3"], "--widnows"],
  ["a contender that there is none of", ["--only", "nobody"], "There is no contender nobody"],
])("%s is refused by name", async (_, options, named) => {
  const { exitCode, output } = await bench(...options);
  expect([exitCode, output]).toEqual([1, expect.stringContaining(named)]);
});
