import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "../architecture/source-files";
import { ensureBuild } from "./ensure-build";
import { freePort } from "./free-port";

export type AppServer = {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  origin: string;
  port: number;
  pid: number;
  /** All output of both streams. It must not contain a secret. */
  output(): string;
  /** Sends SIGTERM and waits for the end. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Sends SIGKILL: work in progress is lost. */
  kill(): Promise<void>;
};

export type AppServerOptions = {
  /** The product's environment. Nothing is inherited from the shell or from .env files. */
  env?: Record<string, string>;
  port?: number;
  /** The folder of another build than the checkout's. */
  folder?: string | undefined;
  /** Run in `folder` in place of `next start`. It gets its port in the variable PORT. */
  command?: readonly string[];
};

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 30_000;
/** Variables that any program needs. None of them configures the product. */
const INHERITED = ["PATH", "HOME", "TMPDIR", "LANG", "TZ", "NODE_OPTIONS", "SystemRoot"];

const running = new Set<ChildProcess>();
const ownFolders = new Set<string>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of ownFolders) rmSync(folder, { recursive: true, force: true });
});

/**
 * Starts the built product as people run it, on a loopback port, and waits until `/api/health`
 * answers. Without `DATA_DIR` it uses its own data folder, deleted with the process. Rejects with
 * its output when it ends before it is ready.
 */
export async function startAppServer(options: AppServerOptions = {}): Promise<AppServer> {
  const { folder = ROOT } = options;
  if (folder === ROOT) await ensureBuild();
  const port = options.port ?? (await freePort());
  // The demo market publishes at any hour, so that no test depends on the day or the hour.
  const ownFirst = { DEMO_CADENCE: "premium", DATA_DIR: options.env?.DATA_DIR ?? ownFolder() };
  const own = { ...ownFirst, ...options.env };
  const child = launch(options.command ?? nextStart(port), folder, { PORT: String(port), ...own });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const origin = `http://127.0.0.1:${port}`;

  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    const deadline = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
    const exitCode = await ended;
    clearTimeout(deadline);
    running.delete(child);
    return exitCode;
  };

  const isUp = await Promise.race([answersHealth(origin), ended.then(() => false)]);
  if (!isUp) {
    await end("SIGKILL");
    throw new Error(`The server did not start:\n${printed}`);
  }
  return {
    origin,
    port,
    pid: child.pid ?? 0,
    output: () => printed,
    stop: () => end("SIGTERM"),
    kill: async () => {
      await end("SIGKILL");
    },
  };
}

function ownFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "gammagate-"));
  ownFolders.add(folder);
  return folder;
}

function nextStart(port: number): string[] {
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  return [process.execPath, next, "start", "-p", String(port), "-H", "127.0.0.1"];
}

function launch(
  [file = "", ...args]: readonly string[],
  folder: string,
  env: Record<string, string>,
) {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const child = spawn(file, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...Object.fromEntries(inherited),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // Makes Next skip .env files, so that a developer's real key is not loaded.
      __NEXT_PROCESSED_ENV: "true",
      ...env,
    },
  });
  running.add(child);
  return child;
}

/** Polls until the server answers; false after the deadline. */
async function answersHealth(origin: string): Promise<boolean> {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (performance.now() < deadline) {
    try {
      const response = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(2_000) });
      await response.arrayBuffer();
      if (response.ok) return true;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
