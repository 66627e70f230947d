import { expect, test } from "vitest";
import { startAppServer } from "./app-server";

test("serves the build on its own port until it is stopped", async () => {
  const app = await startAppServer();
  const response = await fetch(`${app.origin}/api/health`);
  expect(await response.json()).toEqual({ status: "pass" });
  expect(app.output()).toContain("Ready");
  expect(await app.stop()).toBe(0);
  await expect(fetch(`${app.origin}/api/health`)).rejects.toThrow();
});

test("runs two servers at once, independent of each other", async () => {
  const [first, second] = [await startAppServer(), await startAppServer()];
  expect(first.port).not.toBe(second.port);
  await first.kill();
  await expect(fetch(`${first.origin}/api/health`)).rejects.toThrow();
  expect((await fetch(`${second.origin}/api/health`)).status).toBe(200);
  await second.stop();
});

test("reports which variable stops the start, without its value", async () => {
  const start = startAppServer({ env: { LOG_LEVEL: "canary-of-a-value" } });
  const fault = await start.then(
    () => "it started",
    (error: Error) => error.message,
  );
  expect(fault).toContain("LOG_LEVEL");
  expect(fault).not.toContain("canary-of-a-value");
});
