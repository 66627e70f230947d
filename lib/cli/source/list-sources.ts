import { type Dirent, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { findTimersPolicy } from "@/lib/policy";

/** A file that may have timers. */
export type SourcePath = {
  /** Relative to the folder that is read, with `/`. */
  path: string;
  /** The nearest folder with a package.json, or `.`: settings of a library apply within it. */
  project: string;
};

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|html|py)$/;
const GENERATED = /\.min\.|\.bundle\.|\.d\.[cm]?ts$|-lock\./;
/** Tests run on the machine of a developer or in CI. They are no frontend. */
const TEST = /(?:\.|_)(?:test|spec|cy|e2e)\.\w+$|(?:^|\/)(?:test_|conftest)[^/]*\.py$/;
const SKIPPED_FOLDERS = new Set([
  ...["node_modules", "bower_components", "vendor", "dist", "build", "out", "coverage"],
  ...["__pycache__", "__tests__", "__mocks__", "site-packages", "venv", "env", "target"],
  ...["storybook-static", "static_build", "test", "tests", "e2e", "cypress"],
]);

/**
 * The source files under a folder, sorted by path. Dependencies, build output, tests, minified and
 * very large files are left out, as is everything whose name begins with a dot. Links are not
 * followed. Throws when the folder itself cannot be read.
 */
export function listSources(folder: string): SourcePath[] {
  return listIn(folder, "", ".");
}

function listIn(root: string, under: string, outer: string): SourcePath[] {
  const entries = readdirSync(path.join(root, under), { withFileTypes: true });
  const project = entries.some(({ name }) => name === "package.json") ? under || "." : outer;
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const place = under === "" ? entry.name : `${under}/${entry.name}`;
      if (entry.isDirectory()) return isSkipped(entry) ? [] : listIn(root, place, project);
      return isSource(entry, path.join(root, place)) ? [{ path: place, project }] : [];
    });
}

function isSkipped({ name }: Dirent): boolean {
  return name.startsWith(".") || SKIPPED_FOLDERS.has(name);
}

function isSource(entry: Dirent, place: string): boolean {
  const { name } = entry;
  if (!entry.isFile() || name.startsWith(".")) return false;
  if (!SOURCE.test(name) || GENERATED.test(name) || TEST.test(name)) return false;
  return statSync(place).size <= findTimersPolicy.fileBytesMost;
}
