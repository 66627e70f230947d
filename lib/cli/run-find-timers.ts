import { statSync } from "node:fs";
import path from "node:path";
import { findTimersIn } from "./find-timers-in";
import { renderReport } from "./render-report";

const USAGE = `Usage: npm run find-timers -- <folder>

Lists the timers in a frontend's source that fetch without a person's action: setInterval and
recursive setTimeout, SWR, React Query, Streamlit, and endless Python loops that sleep.
Leaves out node_modules, build output, minified files and tests.

Exit code: 0 without such timers, 1 with some, 2 when it cannot read the folder.
`;

/** What the command prints, and its exit code: 0 none found, 1 some found, 2 wrong argument. */
export type CommandResult = { exitCode: 0 | 1 | 2; output: string; error: string };

/** Runs find-timers with the arguments after its name. Paths are relative to `from`. */
export function runFindTimers(given: readonly string[], from: string): CommandResult {
  const [folder, ...more] = given;
  if (folder === "--help" || folder === "-h") return { exitCode: 0, output: USAGE, error: "" };
  if (folder === undefined || folder === "" || more.length > 0) return refuse(USAGE);
  if (folder.startsWith("-")) return refuse(`There is no such option.\n\n${USAGE}`);
  const place = path.resolve(from, folder);
  const stats = statSync(place, { throwIfNoEntry: false });
  if (!stats) return refuse("That folder does not exist.\n");
  if (!stats.isDirectory()) return refuse("That is a file. Name the folder that holds it.\n");
  const report = findTimersIn(place);
  return { exitCode: report.findings.length > 0 ? 1 : 0, output: renderReport(report), error: "" };
}

function refuse(error: string): CommandResult {
  return { exitCode: 2, output: "", error };
}
