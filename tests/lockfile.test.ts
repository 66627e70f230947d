import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./support/architecture/source-files";

type Locked = { version?: string; optionalDependencies?: Record<string, string> };

const { packages }: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(path.join(ROOT, "package-lock.json"), "utf8"),
);

test("holds each platform's binary, so that `npm ci` works on all", () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${place}/node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test("every version of ours is exact", () => {
  const {
    dependencies,
    devDependencies,
  }: Record<string, Record<string, string>> = JSON.parse(
    readFileSync(path.join(ROOT, "package.json"), "utf8"),
  );
  for (const version of Object.values({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});
