import { statSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../../workshop/run-command.mjs";
import { listFiles, ROOT } from "../architecture/source-files";

export const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
];
const BUILD_DEADLINE_SECONDS = 600;

let build: Promise<void> | null = null;

/**
 * Builds the product unless the build is newer than every source. Runs once per process. Rejects
 * with the build's output.
 */
export function ensureBuild(): Promise<void> {
  build ??= makeBuild();
  return build;
}

async function makeBuild(): Promise<void> {
  const builtAt = changedAt(".next/BUILD_ID");
  if (listFiles(...SOURCES).every((file) => changedAt(file) <= builtAt)) return;
  await runBuild(ROOT);
}

/** Rejects with the build's output. */
export async function runBuild(folder: string): Promise<void> {
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  const run = await runCommand([process.execPath, next, "build"], {
    cwd: folder,
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    deadlineSeconds: BUILD_DEADLINE_SECONDS,
  });
  if (run.exitCode !== 0) throw new Error(`The build failed:\n${run.output}`);
}

/** Milliseconds since 1970; 0 when there is no such file. */
function changedAt(file: string): number {
  return statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
