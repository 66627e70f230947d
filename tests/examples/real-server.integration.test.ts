import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createdKeySchema } from "@/lib/contract/admin/keys";
import { type Deployment, startDeployment } from "../support/servers/deployment";
import { runExample, runPage } from "./run-example";

const FILES = ["streamlit_app.py", "notebook_cell.py", "cron_job.py", "curl.sh", "mcp.json"];
const PASSWORD = "the password of examples";
const ACCESS = { ACCESS: "members", ACCESS_PASSPHRASE: "a passphrase", ADMIN_PASSWORD: PASSWORD };

let site: Deployment;
let env: Record<string, string>;
const folder = mkdtempSync(path.join(tmpdir(), "gammagate-examples-"));
beforeAll(async () => {
  site = await startDeployment({ api: "v2", env: ACCESS });
  const admin = site.stranger();
  await admin.post("/api/admin/session", { password: PASSWORD });
  const made = await admin.post("/api/admin/keys", { name: "Examples", role: "client" });
  env = {
    GAMMAGATE_URL: site.server.origin,
    GAMMAGATE_KEY: createdKeySchema.parse(made.body).key,
    SESSION: path.join(folder, "session.json"),
  };
});
afterAll(async () => {
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each(FILES)("serves %s as it is in the repository", async (file) => {
  const response = await fetch(`${site.server.origin}/examples/${file}`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("GAMMAGATE_KEY");
});

test("a notebook and a cron job share one upstream call", async () => {
  const [notebook, cron] = await Promise.all([
    runExample("notebook_cell.py", env),
    runExample("cron_job.py", env, ["SPY"]),
  ]);
  expect(notebook).toMatchObject({ exitCode: 0, stderr: "" });
  expect(notebook.stdout).toMatch(/^SPY as of \d{4}-\d\d-\d\dT/);
  expect(cron).toMatchObject({ exitCode: 0, stderr: "" });
  expect(JSON.parse(cron.stdout)).toMatchObject({ resource: "gex", symbol: "SPY" });
  expect(site.upstream.arrivals()).toHaveLength(1);
});

test("curl prints the reply, the snapshot and the saved data", async () => {
  const { exitCode, stdout } = await runExample("curl.sh", env);
  expect(exitCode).toBe(0);
  expect(stdout.match(/"resource":"gex"/g)).toHaveLength(2);
});

test("the Streamlit page loads once its button is pressed", async () => {
  site.upstream.reset();
  expect((await runPage(env, false)).stdout).toContain("Not loaded yet.");
  expect(site.upstream.arrivals()).toHaveLength(0);
  expect((await runPage(env, true)).stdout).toMatch(/caption: SPY, .* old\njson: \{/);
});

test("the cron job reports that its key is refused", async () => {
  const wrong = { ...env, GAMMAGATE_KEY: `gg_examples_${"x".repeat(43)}` };
  const { exitCode, stdout, stderr } = await runExample("cron_job.py", wrong, ["SPY"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toMatch(/^SPY: \S/);
  expect(stderr).not.toContain("gg_");
});
