import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/architecture/source-files";
import { MUTANTS } from "./mutants";
import { replaceOnce } from "./plant";
import { CONTROL } from "./run-suite";

test("there are seventeen bugs to plant, each once", () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(17);
  expect(MUTANTS).toHaveLength(17);
});

test.each(MUTANTS)("the code has the place to plant: $name", ({ name, changes }) => {
  for (const change of changes) {
    const source = readFileSync(path.join(ROOT, change.file), "utf8");
    expect(replaceOnce(source, change, name)).not.toBe(source);
  }
});

test("the code has the test that must pass with every bug", () => {
  for (const file of CONTROL.paths) {
    expect(readFileSync(path.join(ROOT, file), "utf8")).toContain(`test("${CONTROL.only}"`);
  }
});

test("a place that is gone, or is there twice, is said and not passed over", () => {
  const change = { file: "a.ts", from: "one", to: "two" };
  expect(replaceOnce("one $& here", { ...change, to: "$&" }, "it")).toBe("$& $& here");
  for (const source of ["nothing", "one and one"]) {
    expect(() => replaceOnce(source, change, "it")).toThrow("a.ts");
  }
});
