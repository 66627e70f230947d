import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { isDateShifted } from "../../workshop/days.mjs";
import { freePort } from "../servers/free-port";

/** A real redis-server on a free loopback port, stopped with the tests. */
export type RedisServer = {
  url: string;
  port: number;
  process: ChildProcess;
  /** Runs a command directly, not through the store under test. Written as for redis-cli. */
  command(name: string, ...words: string[]): Promise<unknown>;
  flushAll(): Promise<void>;
  /** SIGSTOP: connections stay open without replies. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/**
 * `port`: to restart a server on its old port. `options`: further redis-server options, e.g.
 * `["--maxmemory", "10mb"]`. Nothing is saved on disk.
 */
export async function startRedisServer({
  port: wantedPort,
  options = [],
}: {
  port?: number;
  options?: string[];
} = {}): Promise<RedisServer> {
  const port = wantedPort ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), "gammagate-redis-"));
  const args = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--save",
    "",
    "--appendonly",
    "no",
    ...options,
  ];
  const child = isDateShifted() ? startEmbedded(port, options) : launch("redis-server", args);
  const killChild = () => child.kill("SIGKILL");
  process.once("exit", killChild);
  await ready(child);
  // Only for the test. Errors go to the caller, and ioredis must not print them.
  const admin = new Redis({ port, host: "127.0.0.1", lazyConnect: true });
  admin.on("error", () => {});

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    process: child,
    command: (name, ...words) => admin.call(name, ...words),
    async flushAll() {
      await admin.flushall();
    },
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    async stop() {
      process.off("exit", killChild);
      admin.disconnect();
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the embedded store instead of redis-server, since a test cannot set redis-server's clock. */
function startEmbedded(port: number, options: string[]): ChildProcess {
  if (options.length > 0) throw new Error("redis-server can only run on today's date.");
  const server = fileURLToPath(new URL("../servers/embedded-store-server.mjs", import.meta.url));
  return launch(process.execPath, [server, String(port)]);
}

function launch(file: string, args: string[]): ChildProcess {
  return spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`redis-server ended (${code}): ${said}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (said.includes("Ready to accept connections")) resolve();
    });
  });
}
