import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startAppServer } from "../support/app-server";
import { ROOT } from "../support/source-files";

/** Of our own, above what Next and React bring to every page: 60 KB of 1,000 bytes, gzipped. */
const BUDGET_BYTES = 60_000;
const manifestSchema = z.object({
  rootMainFiles: z.array(z.string()).min(1),
  polyfillFiles: z.array(z.string()),
});

type Script = { file: string; text: string; bytes: number };
let scripts: Script[] = [];

beforeAll(async () => {
  const app = await startAppServer();
  const html = await (await fetch(app.origin)).text();
  await app.stop();
  const manifest = readFileSync(path.join(ROOT, ".next/build-manifest.json"), "utf8");
  const { rootMainFiles, polyfillFiles } = manifestSchema.parse(JSON.parse(manifest));
  // Scripts of the document, and those that its components name: all are loaded to make it work.
  const named = html.matchAll(/\/_next\/(static\/[\w./~-]+\.js)/g);
  const files = new Set([...named].map(([, file]) => file ?? ""));
  const others = new Set([...rootMainFiles, ...polyfillFiles]);
  scripts = [...files].filter((file) => !others.has(file)).map(readScript);
});

function readScript(file: string): Script {
  const text = readFileSync(path.join(ROOT, ".next", file), "utf8");
  return { file, text, bytes: gzipSync(text, { level: 9 }).length };
}

test("the home page's own JavaScript stays within its budget", () => {
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
  console.log(
    `first load of /: ${(bytes / 1_000).toFixed(1)} KB of ${BUDGET_BYTES / 1_000} KB gz above Next and React, ${scripts.length} scripts`,
  );
  expect(scripts.length).toBeGreaterThan(2);
  expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
});

test.each([
  ["the watchlist", "watch-row", true],
  ["the search", "cmdk-item", false],
  ["the list of symbols", "SPDR Dow Jones", false],
  ["the notices", "data-sonner-toaster", false],
  ["the preferences", "Single-key shortcuts", false],
  ["import and export", "From a file", false],
])("%s: %s is loaded with the page: %s", (_, mark, isLoaded) => {
  const has = ({ text }: Pick<Script, "text">) => text.includes(mark);
  const folder = path.join(ROOT, ".next/static/chunks");
  const built = readdirSync(folder).filter((file) => file.endsWith(".js"));
  // A mark that is nowhere would prove nothing.
  expect(built.map((file) => readScript(`static/chunks/${file}`)).some(has)).toBe(true);
  expect(scripts.some(has)).toBe(isLoaded);
});
