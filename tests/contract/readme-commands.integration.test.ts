import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../support/architecture/source-files";
import { type AppServer, startAppServer } from "../support/servers/app-server";

const PASSPHRASE = "your passphrase";
const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
/** The commands of "Use it from code", as one script. */
const script = /```sh\n(curl[\s\S]*?)```/.exec(readme)?.[1] ?? "";

let server: AppServer;
const folder = mkdtempSync(path.join(tmpdir(), "gammagate-readme-"));
beforeAll(async () => {
  // As it starts without variables: at any hour of any day the commands must work.
  const env = { ACCESS: "members", ACCESS_PASSPHRASE: PASSPHRASE, DEMO_CADENCE: "two-a-day" };
  server = await startAppServer({ env });
});
afterAll(async () => {
  await server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const run = (text: string) =>
  promisify(execFile)(
    "bash",
    ["-euc", text.replaceAll("localhost:3000", `127.0.0.1:${server.port}`)],
    {
      cwd: folder,
      timeout: 60_000,
    },
  );

test("runs each curl of the README against a members-only server", async () => {
  expect(script.match(/^curl /gm)).toHaveLength(5);
  expect(script).toContain(PASSPHRASE);
  const { stdout } = await run(script);
  expect(stdout.match(/"symbol":"SPY"/g)?.length).toBeGreaterThanOrEqual(2);
  expect(stdout).toContain('"nextSlotInSeconds"');
  expect(stdout).toContain("event: end");
});

test("refuses them without the sign-in", async () => {
  const [, ...others] = script.split(/^(?=curl )/m);
  rmSync(path.join(folder, "cookies.txt"), { force: true });
  for (const command of others) await expect(run(command)).rejects.toThrow(/\b401\b/);
});
