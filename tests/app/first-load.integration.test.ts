import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "../support/architecture/source-files";
import { startAppServer } from "../support/servers/app-server";
import {
  BUDGET_BYTES,
  budgetWords,
  bytesOf,
  firstLoad,
  frameworkFiles,
  readScript,
} from "../workshop/first-load.mjs";

let named: string[] = [];
let scripts: ReturnType<typeof firstLoad> = [];

beforeAll(async () => {
  const app = await startAppServer();
  const html = await (await fetch(app.origin)).text();
  await app.stop();
  // Scripts of the document, and those that its components name: all are loaded to make it work.
  const files = html.matchAll(/\/_next\/(static\/[\w./~-]+\.js)/g);
  named = [...new Set([...files].map(([, file]) => file ?? ""))];
  scripts = firstLoad();
});

test("keeps the home page's own JavaScript within its budget", () => {
  console.log(budgetWords(scripts));
  expect(scripts.length).toBeGreaterThan(2);
  expect(bytesOf(scripts)).toBeLessThanOrEqual(BUDGET_BYTES);
});

test("counts in the build what the served page loads", () => {
  const others = frameworkFiles();
  const served = named.filter((file) => !others.has(file));
  expect(scripts.map(({ file }) => file).sort()).toEqual(served.sort());
});

test.each([
  ["the watchlist", "watch-row", true],
  ["the charts", "visx-", false],
  ["the search", "cmdk-item", false],
  ["the list of symbols", "SPDR Dow Jones", false],
  ["the notices", "data-sonner-toaster", false],
  ["the preferences", "Single-key shortcuts", false],
  ["import and export", "From a file", false],
])("%s: %s is loaded with the page: %s", (_, mark, isLoaded) => {
  const has = ({ text }: { text: string }) => text.includes(mark);
  const folder = path.join(ROOT, ".next/static/chunks");
  const built = readdirSync(folder).filter((file) => file.endsWith(".js"));
  // A mark that is nowhere would prove nothing.
  expect(built.map((file) => readScript(`static/chunks/${file}`)).some(has)).toBe(true);
  expect(scripts.some(has)).toBe(isLoaded);
});
