// @ts-check
/**
 * The unit tests, and the integration tests that have a day, on other days than today:
 * `npm run test:days`, or some of them by name: `npm run test:days -- saturday year-end`.
 * A line a day; the last is `N passed, N failed`, and the exit code is 0 only when nothing failed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addCounts } from "./workshop/count-results.mjs";
import { DAYS } from "./workshop/days.mjs";
import { endAllCommands } from "./workshop/run-command.mjs";
import { runStage, vitestStage } from "./workshop/run-stage.mjs";

const names = process.argv.slice(2);
const unknown = names.find((name) => !DAYS.some((day) => day.name === name));
const days = DAYS.filter(({ name }) => names.length === 0 || names.includes(name));
const reports = mkdtempSync(join(tmpdir(), "gammagate-reports-"));
process.on("exit", () => rmSync(reports, { recursive: true, force: true }));
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => {
    endAllCommands();
    process.exit(1);
  });
}

if (unknown !== undefined) {
  console.log(`Unknown day ${unknown}. Known: ${DAYS.map(({ name }) => name).join(", ")}`);
  process.exitCode = 1;
} else {
  const all = [];
  for (const day of days) {
    const where = day.timeZone ? ` in ${day.timeZone}` : "";
    const stage = vitestStage(`${day.name}, from ${day.at}${where}`, ["unit", "integration*"], day);
    all.push(await runStage(stage, { reports }));
  }
  const { passed, failed } = addCounts(all);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
