/**
 * Plants bugs in a copy of the code, one by one, and runs the ordinary tests of the gate on each:
 * `npm run mutants`, or some of them by name: `npm run mutants -- "one clock" "no lease"`. A bug that
 * no test notices shows a promise that is not guarded. The last line is `N of 17 caught`; the exit
 * code is 0 only when all are.
 */
import { rmSync } from "node:fs";
import { listFiles } from "../support/architecture/source-files";
import { endAllCommands } from "../workshop/run-command.mjs";
import { copyCheckout } from "./copy-checkout";
import { MUTANTS, type Mutant } from "./mutants";
import { plant } from "./plant";
import { CONTROL, runSuite, type Suite } from "./run-suite";

/** What measures the machine's own time: a busy one would count as having noticed. */
const TIMED = "tests/desk/store-budget.test.ts";
const desk = listFiles("tests/desk").filter((file) => /\.test\.ts$/.test(file) && file !== TIMED);

/** The rules first, in virtual time; then chance; then what stands on the gate; then its sockets. */
const SUITES: readonly Suite[] = [
  { project: "unit", paths: ["tests/gate"] },
  {
    project: "integration-simulation",
    paths: ["tests/simulation/never-over"],
    env: { SEEDS: "40" },
  },
  { project: "unit", paths: desk },
  { project: "unit", paths: ["tests/upstream/sockets/connection.test.ts"] },
];

const names = process.argv.slice(3);
const chosen = MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name));

type Verdict = { isCaught: boolean; words: string };

const root = copyCheckout();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    endAllCommands();
    rmSync(root, { recursive: true, force: true });
    process.exit(1);
  });
}
try {
  process.exitCode = await main();
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function main(): Promise<number> {
  const unknown = names.find((name) => !MUTANTS.some((mutant) => mutant.name === name));
  if (unknown !== undefined) {
    console.log(`Unknown bug ${unknown}. Known: ${MUTANTS.map(({ name }) => name).join(", ")}`);
    return 1;
  }
  if (!(await passesUnchanged())) return 1;
  let caught = 0;
  for (const mutant of chosen) {
    const startedAt = performance.now();
    const { isCaught, words } = await judge(mutant);
    if (isCaught) caught += 1;
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    console.log(`${isCaught ? "✓" : "✗"} ${mutant.name} (${seconds} s): ${words}`);
    if (!isCaught) console.log(`  It matters: ${mutant.why}.`);
  }
  console.log(`${caught} of ${chosen.length} caught`);
  return caught === chosen.length ? 0 : 1;
}

/** A test that fails on the code as it is would be said to catch every bug. */
async function passesUnchanged(): Promise<boolean> {
  for (const suite of [CONTROL, ...SUITES]) {
    const { passed, failed, output, seconds } = await runSuite(suite, root);
    if (passed === 0 || failed.length > 0) {
      console.log(`${output.trimEnd()}\nThe code as it is does not pass.`);
      return false;
    }
    console.log(`✓ the code as it is: ${passed} passed (${seconds.toFixed(1)} s)`);
  }
  return true;
}

/** Suite by suite, until a test notices. */
async function judge(mutant: Mutant): Promise<Verdict> {
  const takeOut = plant(mutant, root);
  try {
    const control = await runSuite(CONTROL, root);
    if (control.passed === 0) return { isCaught: false, words: `a wreck\n${control.output}` };
    for (const suite of SUITES) {
      const { passed, failed, output } = await runSuite(suite, root);
      const [first] = failed;
      if (first !== undefined) return { isCaught: true, words: first };
      if (passed === 0) return { isCaught: false, words: `no test came to an end\n${output}` };
    }
    return { isCaught: false, words: "no test notices" };
  } finally {
    takeOut();
  }
}
