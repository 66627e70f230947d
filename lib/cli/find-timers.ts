import { runFindTimers } from "./run-find-timers";

// npm changes to the project's folder. INIT_CWD is where the person is.
const from = process.env.INIT_CWD ?? process.cwd();
try {
  const { exitCode, output, error } = runFindTimers(process.argv.slice(3), from);
  process.stdout.write(output);
  process.stderr.write(error);
  process.exitCode = exitCode;
} catch (fault) {
  const reason = fault instanceof Error ? fault.message : String(fault);
  process.stderr.write(`The folder cannot be read: ${reason}\n`);
  process.exitCode = 2;
}
