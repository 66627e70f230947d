import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { runExample, runPage } from "./run-example";

const FILES = ["streamlit_app.py", "notebook_cell.py", "cron_job.py", "curl.sh"];

let server: AppServer;
let env: Record<string, string>;
const folder = mkdtempSync(path.join(tmpdir(), "gammagate-examples-"));
beforeAll(async () => {
  server = await startAppServer({ env: { ACCESS: "open" } });
  env = {
    GAMMAGATE_URL: server.origin,
    GAMMAGATE_KEY: `gg_examples_${"x".repeat(43)}`,
    SESSION: path.join(folder, "session.json"),
  };
});
afterAll(async () => {
  await server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test.each(FILES)("serves %s as it is in the repository", async (file) => {
  const response = await fetch(`${server.origin}/examples/${file}`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("GAMMAGATE_KEY");
});

test("the cron job loads a snapshot", async () => {
  const { exitCode, stdout } = await runExample("cron_job.py", env, ["SPY"]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ resource: "gex", symbol: "SPY" });
});

test("the Streamlit page loads once its button is pressed", async () => {
  expect((await runPage(env, false)).stdout).toContain("Not loaded yet.");
  expect((await runPage(env, true)).stdout).toMatch(/caption: SPY, .* old\njson: \{/);
});
