import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "../support/architecture/source-files";

/** What the gate's tests read. */
const PARTS = ["lib", "tests", "package.json", "tsconfig.json", "vitest.config.ts"];

/**
 * A copy of the checkout, as it is on disk, in a new folder of its own. Packages are linked one by
 * one into a folder that is the copy's, so that what a runner writes beside them stays here.
 */
export function copyCheckout(): string {
  const copy = mkdtempSync(path.join(tmpdir(), "gammagate-mutants-"));
  for (const part of PARTS) {
    cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
  }
  const packages = path.join(ROOT, "node_modules");
  mkdirSync(path.join(copy, "node_modules"));
  for (const name of readdirSync(packages).filter((entry) => !entry.startsWith("."))) {
    symlinkSync(path.join(packages, name), path.join(copy, "node_modules", name));
  }
  return copy;
}
