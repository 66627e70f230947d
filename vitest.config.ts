import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { alone, besideOthers, simulation } from "./tests/workshop/integration-files.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const CORES = availableParallelism();

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Outside Next the package has no meaning: the guard is the build's.
      { find: "server-only", replacement: `${root}tests/support/server-only.ts` },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.integration.test.ts", "tests/e2e/**"],
          // A busy machine is no failure: what is pure here has no deadline of its own.
          testTimeout: 120_000,
          // Some wait for a store meanwhile.
          maxWorkers: CORES + 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          ...besideOthers,
          globalSetup: "tests/support/servers/build-first.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Nearly all of their time is a window's.
          maxWorkers: CORES + 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "integration-simulation",
          ...simulation,
          // It runs at the lowest priority, beside everything else: it may stand still for all of that.
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
          // A run and its store take turns.
          maxWorkers: CORES,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "integration-alone",
          ...alone,
          globalSetup: "tests/support/servers/build-first.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Deadlines of a second are asserted: two files at once would share two cores.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
