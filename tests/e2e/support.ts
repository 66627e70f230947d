import { test as base } from "@playwright/test";
import { type AppServer, startAppServer } from "@/tests/support/app-server";

type WorkerFixtures = {
  /** The product's environment for this file; set with `test.use({ env: { … } })`. */
  env: Record<string, string>;
  /** A server of this file's own: embedded store and demo market unless `env` says otherwise. */
  app: AppServer;
};

/** Playwright's `test` against a server of its own; a page's uncaught error fails the test. */
export const test = base.extend<{ quietPage: undefined }, WorkerFixtures>({
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
  quietPage: [
    async ({ page }, use) => {
      const faults: Error[] = [];
      page.on("pageerror", (fault) => faults.push(fault));
      await use(undefined);
      base.expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});
