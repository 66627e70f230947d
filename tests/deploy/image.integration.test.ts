import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/architecture/source-files";
import { type BuiltImage, buildByHand } from "../support/docker/build-by-hand";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { freePort } from "../support/servers/free-port";
import { runCommand } from "../workshop/run-command.mjs";
import { expectSmoke } from "./smoke";

const BUILD_DEADLINE_MS = 1_200_000;
/** Docker's own deadline between SIGTERM and SIGKILL. An idle server is much faster. */
const DOCKER_STOP_MS = 10_000;

const hasDocker = spawnSync("docker", ["info"], { stdio: "ignore", timeout: 10_000 }).status === 0;

describe("the steps of the Dockerfile, one by one", () => {
  const parent = mkdtempSync(path.join(tmpdir(), "gammagate-image-"));
  let image: BuiltImage;
  let server: AppServer;
  beforeAll(async () => {
    image = await buildByHand(parent);
    server = await start();
  }, BUILD_DEADLINE_MS);
  afterAll(async () => {
    await server?.kill();
    rmSync(parent, { recursive: true, force: true });
  }, BUILD_DEADLINE_MS);

  /** As Docker starts it, except that its paths are those of the folder, and it has a free port. */
  async function start(): Promise<AppServer> {
    const { DATA_DIR = "", PORT: _, ...env } = image.env;
    return startAppServer({
      folder: image.inside(image.workdir),
      command: withThisNode(image.command),
      env: { ...env, DATA_DIR: image.inside(DATA_DIR) },
    });
  }

  const checkHealth = () =>
    runCommand(withThisNode(image.healthCommand), {
      cwd: image.inside(image.workdir),
      env: { PORT: String(server.port) },
      deadlineSeconds: 30,
    });

  test("make a server that passes the smoke test", async () => {
    expect(image.user).toBe("node");
    await expectSmoke(server.port);
  });

  test("leave out sources, settings, tests and build tools", () => {
    const files = readdirSync(image.inside(image.workdir), { recursive: true }).map(String);
    expect(files).toContain("server.js");
    const own = files.filter((file) => !file.includes("node_modules/"));
    const unwanted = /(^|\/)(\.env|\.git|tests|docs|\.npmrc)|\.tsx?$|next\.config|Dockerfile/;
    expect(own.filter((file) => unwanted.test(file))).toEqual([]);
    expect(
      files.filter((file) => /node_modules\/(typescript|vitest|@biomejs)\//.test(file)),
    ).toEqual([]);
  });

  test("report their health, end on SIGTERM and keep their state", async () => {
    expect((await checkHealth()).exitCode).toBe(0);
    const startedAt = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(DOCKER_STOP_MS);
    expect((await checkHealth()).exitCode).toBe(1);
    const data = image.inside(image.env.DATA_DIR ?? "");
    expect(readdirSync(data)).toContain("session-secret.kept");
    server = await start();
    await expectSmoke(server.port);
    // The first start printed a new password. This one has it.
    expect(server.output()).not.toContain("The admin password is");
  });
});

// Where no Docker runs, the steps above stand for it. A skipped test would fail the run.
if (hasDocker) describe("the image that Docker builds", describeDockerImage);

function describeDockerImage() {
  const name = `gammagate-test-${process.pid}`;
  const docker = async (...words: string[]) => {
    const deadlineSeconds = BUILD_DEADLINE_MS / 1_000;
    const run = await runCommand(["docker", ...words], { cwd: ROOT, deadlineSeconds });
    if (run.exitCode !== 0) throw new Error(`docker ${words[0]} failed:\n${run.output}`);
    return run.output.trim();
  };
  beforeAll(() => docker("build", "--tag", name, "."), BUILD_DEADLINE_MS);
  afterAll(async () => {
    spawnSync("docker", ["rm", "--force", "--volumes", name]);
    spawnSync("docker", ["rmi", name]);
  });

  test("passes the smoke test and ends on SIGTERM", async () => {
    const port = await freePort();
    const publish = ["--publish", `127.0.0.1:${port}:3000`, "--env", "DEMO_CADENCE=premium"];
    await docker("run", "--detach", "--name", name, ...publish, name);
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${port}/api/health`).then(
            ({ ok }) => ok,
            () => false,
          ),
        {
          timeout: 60_000,
        },
      )
      .toBe(true);
    await expectSmoke(port);
    expect(await docker("exec", name, "id", "-un")).toBe("node");
    await docker("stop", name);
    expect(await docker("inspect", "--format", "{{.State.ExitCode}}", name)).toBe("0");
  });
}

function withThisNode([name, ...words]: readonly string[]): string[] {
  if (name !== "node") throw new Error(`The image starts ${name}`);
  return [process.execPath, ...words];
}
