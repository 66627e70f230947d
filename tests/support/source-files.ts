import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, absolute, without a slash at its end. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Every file at or under the given paths (from the root, as they are returned too). */
export function listFiles(...from: string[]): string[] {
  return from.flatMap((start) => {
    const stats = statSync(path.join(ROOT, start), { throwIfNoEntry: false });
    if (!stats) return [];
    if (stats.isFile()) return [start];
    return readdirSync(path.join(ROOT, start)).flatMap((name) => listFiles(`${start}/${name}`));
  });
}
