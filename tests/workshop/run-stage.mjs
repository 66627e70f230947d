// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { countResults } from "./count-results.mjs";
import { environmentOf } from "./days.mjs";
import { runCommand } from "./run-command.mjs";

/** @typedef {import("./days.mjs").Day} Day */
/**
 * `day`: the date on which its processes run. `priority`: 19 leaves the processor to other stages.
 *
 * @typedef {{ name: string, kind: "check" | "vitest" | "playwright", command: string[], day?: Day, priority?: number }} Stage
 */
/** @typedef {{ reports: string, chromium?: string }} Surroundings `reports`: a folder for them. */

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** A stage of the lowest priority ends after all others. */
const STAGE_DEADLINE_SECONDS = 75 * 60;

/** @param {string[]} args */
export const npmRun = (...args) => ["npm", "run", "--silent", ...args];

/**
 * A test stage: all tests of some vitest projects.
 *
 * @param {string} name
 * @param {string[]} projects
 * @param {Day} [day]
 * @returns {Stage}
 */
export function vitestStage(name, projects, day) {
  const command = ["npx", "vitest", "run", ...projects.flatMap((it) => ["--project", it])];
  return { name, kind: "vitest", command, ...(day ? { day } : {}) };
}

/**
 * Runs a stage to its end and prints one line, after its whole output when it failed.
 *
 * @param {Stage} stage
 * @param {Surroundings} surroundings
 */
export async function runStage({ name, kind, command, day, priority = 0 }, { reports, chromium }) {
  const report = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const all = kind === "vitest" ? [...command, ...reporters] : command;
  const { exitCode, output, seconds } = await runCommand(all, {
    cwd: ROOT,
    env: {
      ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
      PLAYWRIGHT_REPORT: report,
      NEXT_TELEMETRY_DISABLED: "1",
      NO_COLOR: "1",
      ...(day ? environmentOf(day) : {}),
    },
    deadlineSeconds: STAGE_DEADLINE_SECONDS,
    priority,
  });
  const text = existsSync(report) ? readFileSync(report, "utf8") : null;
  const strict = /^(1|true)$/i.test(process.env.CI ?? "");
  const counts = countResults(kind, { exitCode, report: text, strict });
  if (counts.failed > 0) console.log(`${output.trimEnd()}\n`);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  console.log(
    `${counts.failed > 0 ? "✗" : "✓"} ${name}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds.toFixed(1)}s)`,
  );
  return counts;
}
