import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../support/architecture/source-files";

export const unitText = readFileSync(path.join(ROOT, "docs/deploy/gammagate.service"), "utf8");

/** The values of a directive of the shipped unit, in order. */
export function valuesOf(directive: string): string[] {
  return [...unitText.matchAll(new RegExp(`^${directive}=(.*)$`, "gm"))].flatMap(([, value]) =>
    value === undefined ? [] : [value],
  );
}

/** The variables that the unit itself sets. */
export function environmentOfUnit(): Record<string, string> {
  const pairs = valuesOf("Environment").flatMap((line) => line.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
}

/** The command of the unit with the Node of these tests, to run in WorkingDirectory. */
export function commandOfUnit(): string[] {
  const [line = ""] = valuesOf("ExecStart");
  return [process.execPath, ...line.split(/\s+/).slice(1)];
}
