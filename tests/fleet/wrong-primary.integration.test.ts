import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { type Deployment, startDeployment } from "../support/servers/deployment";
import { freePort } from "../support/servers/free-port";
import { createVisitor, slugOf } from "../support/visitors/http-visitor";
import { makeDeploymentKey, secondaryEnv } from "./secondary-parts";

let primary: Deployment;
let secondary: AppServer;
let key: string;

beforeAll(async () => {
  primary = await startDeployment();
  key = await makeDeploymentKey(primary);
  secondary = await startAppServer({ env: secondaryEnv(primary.server.origin, key) });
});

afterAll(async () => {
  await secondary?.kill();
  await primary?.stop();
});

/** Sends requests until the reason is known. Each is refused: a loaded machine first seems silent. */
async function refusedWith(server: AppServer, words: string): Promise<void> {
  const visitor = createVisitor(server.port);
  for (;;) {
    const refused = await visitor.get("/api/gex/SPY");
    expect(slugOf(refused)).toBe("primary-unavailable");
    if (refused.text.includes(words)) return;
  }
}

describe("a wrong primary", () => {
  test("refuses to start when it points to itself", async () => {
    const port = await freePort();
    const start = startAppServer({ port, env: secondaryEnv(`http://localhost:${port}`, key) });
    await expect(start).rejects.toThrow("PRIMARY_URL points to this deployment itself");
  });

  test("refuses to start when it points to a secondary", async () => {
    const start = startAppServer({ env: secondaryEnv(secondary.origin, key) });
    await expect(start).rejects.toThrow("PRIMARY_URL points to a secondary");
  });

  test("refuses what spends when the primary becomes one", async () => {
    const port = await freePort();
    const own = await startAppServer({ env: secondaryEnv(`http://127.0.0.1:${port}`, key) });
    const wrong = await startAppServer({ port, env: secondaryEnv(primary.server.origin, key) });
    await refusedWith(own, "another secondary");
    expect(own.output()).toContain("PRIMARY_URL points to a secondary");
    await Promise.all([own.kill(), wrong.kill()]);
  });

  test("refuses a revoked key with a reason, and shows copies", async () => {
    const env = {
      ...secondaryEnv(primary.server.origin, key),
      PRIMARY_KEY: `${key.slice(0, -2)}xx`,
    };
    const own = await startAppServer({ env });
    await refusedWith(own, "refuses the key");
    await own.kill();
  });
});
