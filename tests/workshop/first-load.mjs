// @ts-check
/**
 * What the home page loads of its own, above what Next and React bring to every page, read from the
 * build. Run as a program it prints the sum and ends with 1 over the budget: the end of `npm run build`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";

/** @typedef {{ file: string, text: string, bytes: number }} Script `bytes`: gzipped. */

const build = fileURLToPath(new URL("../../.next", import.meta.url));
/** 60 KB of 1,000 bytes, gzipped. */
export const BUDGET_BYTES = 60_000;
const PAGE = "(desk)/page";

/** Ours, of the page and of all around it; in no order. */
export function firstLoad() {
  const name = `server/app/${PAGE}_client-reference-manifest.js`;
  /** @type {{ __RSC_MANIFEST?: Record<string, { entryJSFiles: Record<string, string[]> }> }} */
  const context = {};
  runInNewContext(readFileSync(join(build, name), "utf8"), context);
  const entries = context.__RSC_MANIFEST?.[`/${PAGE}`]?.entryJSFiles ?? {};
  const everywhere = frameworkFiles();
  const files = new Set(Object.values(entries).flat());
  return [...files].filter((file) => !everywhere.has(file)).map(readScript);
}

/** What every page of every Next app loads. */
export function frameworkFiles() {
  const manifest = JSON.parse(readFileSync(join(build, "build-manifest.json"), "utf8"));
  /** @type {Set<string>} */
  const files = new Set([...manifest.rootMainFiles, ...manifest.polyfillFiles]);
  return files;
}

/**
 * @param {string} file As the build names it, under `.next`.
 * @returns {Script}
 */
export function readScript(file) {
  const text = readFileSync(join(build, file), "utf8");
  return { file, text, bytes: gzipSync(text, { level: 9 }).length };
}

/** @param {Script[]} scripts */
export function bytesOf(scripts) {
  return scripts.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** @param {Script[]} scripts */
export function budgetWords(scripts) {
  const kilobytes = (bytesOf(scripts) / 1_000).toFixed(1);
  return `first load of /: ${kilobytes} KB of ${BUDGET_BYTES / 1_000} KB gz above Next and React, ${scripts.length} scripts`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const scripts = firstLoad();
  console.log(budgetWords(scripts));
  // None at all would be a build that this does not know how to read.
  if (scripts.length === 0 || bytesOf(scripts) > BUDGET_BYTES) process.exitCode = 1;
}
