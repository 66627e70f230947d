import { execFile } from "node:child_process";
import path from "node:path";
import { ROOT } from "../support/architecture/source-files";

export type ExampleRun = { exitCode: number; stdout: string; stderr: string };

const TIMEOUT_MS = 60_000;

/** Runs one file of public/examples as its reader would, with python3 or sh. */
export function runExample(
  file: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<ExampleRun> {
  const program = file.endsWith(".py") ? "python3" : "sh";
  const { PATH = "" } = process.env;
  // Python would keep its compiled stand-in beside the test.
  const own: NodeJS.ProcessEnv = { NODE_ENV: "test", PATH, PYTHONDONTWRITEBYTECODE: "1", ...env };
  return new Promise((resolve) => {
    execFile(
      program,
      [path.join(ROOT, "public/examples", file), ...args],
      { env: own, timeout: TIMEOUT_MS },
      (fault, stdout, stderr) => {
        const code = typeof fault?.code === "number" ? fault.code : 1;
        resolve({ exitCode: fault ? code : 0, stdout, stderr });
      },
    );
  });
}

/** Runs the Streamlit page once on a stand-in for Streamlit, with its button pressed or not. */
export function runPage(env: Record<string, string>, isPressed: boolean): Promise<ExampleRun> {
  return runExample("streamlit_app.py", {
    ...env,
    PYTHONPATH: path.join(ROOT, "tests/examples/stand-in"),
    PRESSED: isPressed ? "1" : "0",
  });
}
