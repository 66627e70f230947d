// @ts-check
/**
 * Everything that can be checked: `npm test`. Stages that wait run beside stages that work.
 * The last line printed is `N passed, N failed`; the exit code is 0 only when something ran and
 * nothing failed. With CI=true a skipped test counts as failed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addCounts } from "./workshop/count-results.mjs";
import { DAYS } from "./workshop/days.mjs";
import { describeMachine, findTools, remedyFor } from "./workshop/find-tools.mjs";
import { endAllCommands, runCommand } from "./workshop/run-command.mjs";
import { npmRun, ROOT, runStage, vitestStage } from "./workshop/run-stage.mjs";

/** @typedef {import("./workshop/run-stage.mjs").Stage} Stage */
/** @typedef {import("./workshop/count-results.mjs").Counts} Counts */

const reports = mkdtempSync(join(tmpdir(), "gammagate-reports-"));
const saturday = DAYS.find(({ name }) => name === "saturday");

const check = (/** @type {string} */ name) =>
  /** @type {Stage} */ ({ name, kind: "check", command: npmRun(name) });

/** These lanes are side by side, the stages of each one after the other. @type {Stage[][]} */
const BEFORE_BUILD = [
  [check("types"), check("build")],
  [check("lint"), check("unused"), vitestStage("unit on a Saturday", ["unit"], saturday)],
];

/**
 * The simulation computes in virtual time, so it takes only the time that the others leave. They wait
 * for windows, and some assert short deadlines: each has the machine to itself.
 *
 * @type {Stage[][]}
 */
const ON_BUILD = [
  [
    { name: "browser", kind: "playwright", command: npmRun("browser") },
    vitestStage("integration", ["integration"]),
    vitestStage("integration alone", ["integration-alone"]),
  ],
  [{ ...vitestStage("simulation", ["integration-simulation"]), priority: 19 }],
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
  const startedAt = performance.now();
  /** @type {Map<string, Counts>} */
  const counts = new Map();
  for (const lanes of [BEFORE_BUILD, ON_BUILD]) {
    if (counts.get("build")?.failed) {
      for (const { name } of lanes.flat()) {
        console.log(`✗ ${name}: not run because the build failed`);
        counts.set(name, { passed: 0, failed: 1, skipped: 0 });
      }
      continue;
    }
    await Promise.all(
      lanes.map(async (lane) => {
        for (const stage of lane) {
          counts.set(stage.name, await runStage(stage, { reports, chromium: tools.chromium }));
        }
      }),
    );
  }
  console.log(`Total: ${((performance.now() - startedAt) / 60_000).toFixed(1)} min`);
  return finish([...counts.values()]);
}

/** Finds the browser and the store, installs what is missing where it may, or says what to do. */
async function provideTools() {
  let tools = await findTools();
  const machine = describeMachine();
  const remedy = remedyFor(tools, machine);
  if ("commands" in remedy) {
    for (const command of remedy.commands) {
      console.log(`Installing: ${command.join(" ")}`);
      const env = { DEBIAN_FRONTEND: "noninteractive" };
      const run = await runCommand(command, { cwd: ROOT, env, deadlineSeconds: 15 * 60 });
      if (run.exitCode !== 0) console.log(run.output.trimEnd());
    }
    if (remedy.commands.length > 0) tools = await findTools();
    // Elsewhere than on Linux there is none: the test that needs it says so.
    const hasIp = tools.ip || machine.kind === "other";
    if (tools.chromium && tools.redisServer && tools.nginx && hasIp) {
      return { chromium: tools.chromium };
    }
  }
  const missing = [
    !tools.chromium && "Chromium (or CHROMIUM_PATH)",
    !tools.redisServer && "redis-server",
    !tools.nginx && "nginx",
    !tools.ip && machine.kind !== "other" && "iproute2",
  ];
  console.log(
    `The tests need ${missing.filter(Boolean).join(" and ")} on this machine. Please run:`,
  );
  const advice =
    "advice" in remedy ? remedy.advice : remedy.commands.map((it) => it.join(" ")).join("\n  ");
  console.log(`  ${advice}`);
  return null;
}

/** @param {Counts[]} all */
function finish(all) {
  const { passed, failed } = addCounts(all);
  rmSync(reports, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
