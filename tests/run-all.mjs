// @ts-check
/**
 * Everything that can be checked, one stage after the other: `npm test`.
 * The last line printed is `N passed, N failed`; the exit code is 0 only when something ran and
 * nothing failed. With CI=true a skipped test counts as failed.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addCounts, countResults } from "./workshop/count-results.mjs";
import { describeMachine, findTools, remedyFor } from "./workshop/find-tools.mjs";
import { endAllCommands, runCommand } from "./workshop/run-command.mjs";

/** @typedef {{ name: string, kind: "check" | "vitest" | "playwright", command: string[] }} Stage */

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = mkdtempSync(join(tmpdir(), "gammagate-reports-"));
const strict = /^(1|true)$/i.test(process.env.CI ?? "");
const STAGE_DEADLINE_SECONDS = 30 * 60;

const npmRun = (/** @type {string[]} */ ...args) => ["npm", "run", "--silent", ...args];
const vitestRun = (/** @type {string} */ project) =>
  npmRun(
    project,
    "--",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportOf(project)}`,
  );

/** The build comes before what starts the built server. @type {Stage[]} */
const STAGES = [
  { name: "lint", kind: "check", command: npmRun("lint") },
  { name: "unused", kind: "check", command: npmRun("unused") },
  { name: "types", kind: "check", command: npmRun("types") },
  { name: "unit", kind: "vitest", command: vitestRun("unit") },
  { name: "build", kind: "check", command: npmRun("build") },
  { name: "integration", kind: "vitest", command: vitestRun("integration") },
  { name: "browser", kind: "playwright", command: npmRun("browser") },
];

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => {
    endAllCommands();
    rmSync(reports, { recursive: true, force: true });
    process.exit(1);
  });
}
process.exitCode = await main();

async function main() {
  const tools = await provideTools();
  if (!tools) return finish([{ passed: 0, failed: 1, skipped: 0 }]);
  const counts = [];
  let hasBuild = true;
  for (const stage of STAGES) {
    if (stage.name === "browser" && !hasBuild) {
      console.log("✗ browser: not run, there is no build");
      counts.push({ passed: 0, failed: 1, skipped: 0 });
      continue;
    }
    const result = await runStage(stage, tools);
    if (stage.name === "build") hasBuild = result.failed === 0;
    counts.push(result);
  }
  return finish(counts);
}

/**
 * @param {Stage} stage
 * @param {{ chromium: string }} tools
 */
async function runStage({ name, kind, command }, tools) {
  const report = reportOf(name);
  const { exitCode, output, seconds } = await runCommand(command, {
    cwd: root,
    env: {
      CHROMIUM_PATH: tools.chromium,
      PLAYWRIGHT_REPORT: report,
      NEXT_TELEMETRY_DISABLED: "1",
      NO_COLOR: "1",
    },
    deadlineSeconds: STAGE_DEADLINE_SECONDS,
  });
  const text = existsSync(report) ? readFileSync(report, "utf8") : null;
  const counts = countResults(kind, { exitCode, report: text, strict });
  if (counts.failed > 0) console.log(`${output.trimEnd()}\n`);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  console.log(
    `${counts.failed > 0 ? "✗" : "✓"} ${name}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds.toFixed(1)} s)`,
  );
  return counts;
}

/** Finds the browser and the store, installs what is missing where it may, or says what to do. */
async function provideTools() {
  let tools = await findTools();
  const remedy = remedyFor(tools, describeMachine());
  if ("commands" in remedy) {
    for (const command of remedy.commands) {
      console.log(`Installing: ${command.join(" ")}`);
      const env = { DEBIAN_FRONTEND: "noninteractive" };
      const run = await runCommand(command, { cwd: root, env, deadlineSeconds: 15 * 60 });
      if (run.exitCode !== 0) console.log(run.output.trimEnd());
    }
    if (remedy.commands.length > 0) tools = await findTools();
    if (tools.chromium && tools.redisServer && tools.nginx) return { chromium: tools.chromium };
  }
  const missing = [
    !tools.chromium && "Chromium (or CHROMIUM_PATH)",
    !tools.redisServer && "redis-server",
    !tools.nginx && "nginx",
  ];
  console.log(
    `The tests need ${missing.filter(Boolean).join(" and ")} on this machine. Please run:`,
  );
  const advice =
    "advice" in remedy ? remedy.advice : remedy.commands.map((it) => it.join(" ")).join("\n  ");
  console.log(`  ${advice}`);
  return null;
}

/** @param {import("./workshop/count-results.mjs").Counts[]} all */
function finish(all) {
  const { passed, failed } = addCounts(all);
  rmSync(reports, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** @param {string} name */
function reportOf(name) {
  return join(reports, `${name}.json`);
}
