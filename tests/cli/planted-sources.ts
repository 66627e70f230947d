import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach } from "vitest";
import { findTimersIn } from "@/lib/cli/find-timers-in";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files. */
export function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "gammagate-timers-"));
  folders.push(folder);
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), source);
  }
  return folder;
}

/** The timers in planted files: `path:line kind ms`. */
export function foundIn(files: Record<string, string>): string[] {
  return findTimersIn(plant(files)).findings.map(
    ({ path: file, line, kind, intervalMs }) => `${file}:${line} ${kind} ${intervalMs ?? "-"}`,
  );
}
export const inTsx = (source: string) => foundIn({ "a.tsx": source });
export const inPython = (source: string) => foundIn({ "a.py": source });
