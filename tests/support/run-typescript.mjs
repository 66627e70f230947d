// Runs a TypeScript file of the tests with plain Node: `node run-typescript.mjs <file>`.
import { resolve } from "node:path";
import { runnerImport } from "vite";

const root = resolve(import.meta.dirname, "../..");
await runnerImport(resolve(process.argv[2]), {
  root,
  configFile: false,
  logLevel: "error",
  resolve: { alias: [{ find: /^@\//, replacement: `${root}/` }] },
});
