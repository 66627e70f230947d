import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createdKeySchema } from "@/lib/contract/admin/keys";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { createVisitor } from "../support/visitors/http-visitor";
import { runExample, runPage } from "./run-example";

const PASSWORD = "the password of examples";

const FILES = ["streamlit_app.py", "notebook_cell.py", "cron_job.py", "curl.sh"];

let server: AppServer;
let env: Record<string, string>;
const folder = mkdtempSync(path.join(tmpdir(), "gammagate-examples-"));
beforeAll(async () => {
  const access = { ACCESS: "members", ACCESS_PASSPHRASE: "a passphrase", ADMIN_PASSWORD: PASSWORD };
  server = await startAppServer({ env: access });
  const admin = createVisitor(server.port);
  await admin.post("/api/admin/session", { password: PASSWORD });
  const made = await admin.post("/api/admin/keys", { name: "Examples", role: "client" });
  env = {
    GAMMAGATE_URL: server.origin,
    GAMMAGATE_KEY: createdKeySchema.parse(made.body).key,
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

test("the cron job reports that its key is refused", async () => {
  const wrong = { ...env, GAMMAGATE_KEY: `gg_examples_${"x".repeat(43)}` };
  const { exitCode, stdout, stderr } = await runExample("cron_job.py", wrong, ["SPY"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toMatch(/^SPY: \S/);
  expect(stderr).not.toContain("gg_");
});

test("the Streamlit page loads once its button is pressed", async () => {
  expect((await runPage(env, false)).stdout).toContain("Not loaded yet.");
  expect((await runPage(env, true)).stdout).toMatch(/caption: SPY, .* old\njson: \{/);
});
