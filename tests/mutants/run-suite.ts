import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ROOT } from "../support/architecture/source-files";
import { runCommand } from "../workshop/run-command.mjs";

/** Ordinary tests, as `npm test` runs them too. */
export type Suite = {
  project: "unit" | "integration-simulation";
  paths: string[];
  /** Of these tests, those with this in their name. */
  only?: string;
  env?: Record<string, string>;
};

/** It must pass with every bug planted: what breaks this is a wreck, and proves nothing. */
export const CONTROL = {
  project: "unit",
  paths: ["tests/gate/queue/line.test.ts"],
  only: "shares one job among tickets for the same resource",
} satisfies Suite;

export type SuiteEnd = {
  passed: number;
  /** `file: name of the test`, in the order of the report. */
  failed: string[];
  /** What was printed, for a run that did not end as it should. */
  output: string;
  seconds: number;
};

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Far more than any suite takes on a busy machine; a gate that never comes to an end is ended here. */
const DEADLINE_SECONDS = 900;

/** Runs a suite in the checkout at `root` up to its first failure. A run without a report has neither passed nor failed. */
export async function runSuite(suite: Suite, root: string): Promise<SuiteEnd> {
  const { project, paths, only, env } = suite;
  const report = path.join(root, "report.json");
  rmSync(report, { force: true });
  const vitest = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const options = only === undefined ? [] : ["--testNamePattern", only];
  const { output, seconds } = await runCommand(
    [
      process.execPath,
      vitest,
      "run",
      "--bail=1",
      "--project",
      project,
      ...options,
      ...reporters,
      ...paths,
    ],
    { cwd: root, env: { NO_COLOR: "1", ...env }, deadlineSeconds: DEADLINE_SECONDS },
  );
  const tests = readReport(report).flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: path.relative(root, name) })),
  );
  const passed = tests.filter(({ status }) => status === "passed").length;
  const failed = tests
    .filter(({ status }) => status === "failed")
    .map(({ file, fullName }) => `${file}: ${fullName}`);
  return { passed, failed, output, seconds };
}

function readReport(file: string): z.infer<typeof reportSchema>["testResults"] {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(file, "utf8"))).testResults;
  } catch {
    return [];
  }
}
