import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The absolute path of the repository's root, without a trailing slash. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** Every file at or under these paths. Paths are relative to the root, in the answer too. */
export function listFiles(...from: string[]): string[] {
  return from.flatMap((start) => {
    const stats = statSync(path.join(ROOT, start), { throwIfNoEntry: false });
    if (!stats) return [];
    if (stats.isFile()) return [start];
    return readdirSync(path.join(ROOT, start)).flatMap((name) => listFiles(`${start}/${name}`));
  });
}
