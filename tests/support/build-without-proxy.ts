import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";
import { runBuild, SOURCES } from "./ensure-build";
import { ROOT } from "./source-files";

const LEFT_OUT = ["proxy.ts", "package-lock.json"];

/**
 * The checkout as it is on disk, built without proxy.ts, in a new folder: whoever asks for it takes
 * it away. It lies inside the checkout, where no tool looks, so that its packages are found above it.
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
