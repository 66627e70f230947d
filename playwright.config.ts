import { defineConfig } from "@playwright/test";
import { findTools } from "./tests/workshop/find-tools.mjs";

const executablePath = (await findTools()).chromium;

/** Tests start their own servers (tests/e2e/support.ts): nothing is shared between two runs. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  // A test that passes the second time has found something.
  retries: 0,
  // Each has servers of its own; while one waits for a new store's first window, the others work.
  workers: 2,
  projects: [
    { name: "build", testMatch: "build.setup.ts" },
    { name: "browser", dependencies: ["build"] },
  ],
  timeout: 120_000,
  // A machine may be busy; what must be quick has a test of its own.
  expect: { timeout: 15_000 },
  reporter: [
    // What failed is told last, where a long log is still whole.
    ["dot"],
    ["json", { outputFile: process.env.PLAYWRIGHT_REPORT ?? "test-results/report.json" }],
  ],
  use: {
    browserName: "chromium",
    locale: "en-US",
    timezoneId: "America/New_York",
    // Recording is a fifth of the work: what failed is run again by itself with `--trace on`.
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // No sandbox: the tests run as root in containers, and open only our own pages.
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
