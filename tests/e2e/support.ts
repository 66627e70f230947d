import { test as base } from "@playwright/test";
import { type AppServer, startAppServer } from "@/tests/support/servers/app-server";
import { type Fleet, startFleet } from "@/tests/support/servers/fleet";

type Env = { env: Record<string, string> };

/**
 * Playwright's `test`, failed by what any page of it does not catch or writes to its console as an
 * error: a broken hydration, a thing the content policy refused. Answers that refuse are no faults.
 */
const quietTest = base.extend<{ quietPages: undefined }>({
  quietPages: [
    async ({ context }, use) => {
      const faults: string[] = [];
      context.on("weberror", (fault) => faults.push(fault.error().message));
      context.on("console", (message) => {
        if (message.type() !== "error") return;
        if (!message.text().startsWith("Failed to load resource")) faults.push(message.text());
      });
      await use(undefined);
      base.expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** `test` against a server of the file's own: embedded store and demo market unless `env` says otherwise. */
export const test = quietTest.extend<object, Env & { app: AppServer }>({
  env: [{}, { scope: "worker", option: true }],
  app: [
    async ({ env }, use) => {
      const app = await startAppServer({ env });
      await use(app);
      await app.stop();
    },
    // A first run may have to build.
    { scope: "worker", timeout: 600_000 },
  ],
  baseURL: async ({ app }, use) => use(app.origin),
});

/** The cooldown of judged tests, unless their `env` says otherwise: long enough to be watched. */
export const COOLDOWN_SECONDS = 8;

/**
 * `test` against a server on a real Redis, in front of an upstream whose arrivals are the judge.
 * Files with the same `env` share one, so each loads symbols of its own.
 */
export const judgedTest = quietTest.extend<object, Env & { fleet: Fleet }>({
  env: [{}, { scope: "worker", option: true }],
  fleet: [
    async ({ env }, use) => {
      const { QUOTA_WINDOW_SECONDS = "3", ...others } = env;
      const fleet = await startFleet({
        servers: 1,
        windowSeconds: Number(QUOTA_WINDOW_SECONDS),
        env: {
          REFRESH_INTERVAL_SECONDS: "0.2",
          REFRESH_COOLDOWN_SECONDS: String(COOLDOWN_SECONDS),
          ...others,
        },
      });
      await use(fleet);
      await fleet.stop();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  baseURL: async ({ fleet }, use) => use(fleet.servers[0]?.origin),
});
