import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { freePort } from "./free-port";

/** A real redis-server of our own on a free loopback port, gone with the tests. */
export type RedisServer = {
  url: string;
  port: number;
  process: ChildProcess;
  /** One command past the store under test; words as redis-cli takes them. */
  command(name: string, ...words: string[]): Promise<unknown>;
  flushAll(): Promise<void>;
  /** SIGSTOP: connections stay open, nothing is answered. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/**
 * `port`: to come back where an earlier one was. `options`: more of redis-server's own, as
 * `["--maxmemory", "10mb"]`. Nothing is kept on disk.
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
  const child = spawn(
    "redis-server",
    [
      ...["--port", String(port), "--bind", "127.0.0.1", "--dir", folder],
      ...["--save", "", "--appendonly", "no", ...options],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const killChild = () => child.kill("SIGKILL");
  process.once("exit", killChild);
  await ready(child);
  // Its answers are for the test alone: errors are the caller's, silence is ioredis's.
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
