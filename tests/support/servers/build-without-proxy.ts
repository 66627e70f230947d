import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../architecture/source-files";
import { runBuild, SOURCES } from "./ensure-build";

const LEFT_OUT = ["proxy.ts", "package-lock.json"];

/**
 * Builds the checkout without proxy.ts in a new folder, which the caller must delete. The folder is
 * inside the checkout, so that Node finds the packages, and in a place that no tool reads.
 */
export async function buildWithoutProxy(): Promise<string> {
  const parent = path.join(ROOT, ".gammagate");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, "without-proxy-"));
  const parts = SOURCES.filter((part) => !LEFT_OUT.includes(part));
  for (const part of [...parts, "package.json", "tsconfig.json"]) {
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  }
  await runBuild(folder);
  return folder;
}
