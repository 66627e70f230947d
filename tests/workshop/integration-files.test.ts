import path from "node:path";
import { expect, test } from "vitest";
import { listFiles } from "../support/architecture/source-files";
import { isDateShifted } from "./days.mjs";
import {
  ALONE,
  alone,
  besideOthers,
  IN_VIRTUAL_TIME,
  simulation,
  TODAY_ONLY,
} from "./integration-files.mjs";

const files = listFiles("tests").filter((file) => file.endsWith(".integration.test.ts"));

test("every file that is named is there, and once", () => {
  expect(files.length).toBeGreaterThan(40);
  const named = [...ALONE, ...Object.keys(TODAY_ONLY)];
  expect(named.filter((file) => !files.includes(file))).toEqual([]);
  expect(new Set(ALONE).size).toBe(ALONE.length);
});

test("each file is run by one project, and by one only", () => {
  const isIn = (globs: readonly string[], file: string) =>
    globs.some((glob) => path.matchesGlob(file, glob));
  for (const file of files) {
    const projects = [
      isIn(besideOthers.include, file) && !isIn(besideOthers.exclude, file),
      isIn(simulation.include, file),
      isIn(alone.include, file),
    ].filter(Boolean);
    const isLeftOut = isDateShifted() && (file in TODAY_ONLY || isIn(IN_VIRTUAL_TIME, file));
    expect(projects, file).toHaveLength(isLeftOut ? 0 : 1);
  }
});
