import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

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
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/**/*.integration.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Deadlines of a second are asserted: two files at once would share two cores.
          fileParallelism: false,
        },
      },
    ],
  },
});
