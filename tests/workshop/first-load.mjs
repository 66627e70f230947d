// @ts-check
/**
 * Measures the home page's own scripts, in addition to those of Next and React on every page, from
 * the build. As a program it prints the sum and exits with 1 above the budget: the end of `npm run
 * build`.
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

/** Our scripts of the page and of its layouts, in no order. */
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

/** The scripts of every page of every Next app. */
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
  // No scripts at all means a build with an unknown format.
  if (scripts.length === 0 || bytesOf(scripts) > BUDGET_BYTES) process.exitCode = 1;
}
