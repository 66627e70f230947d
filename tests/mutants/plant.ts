import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Change, Mutant } from "./mutants";

/** Plants a mutant in the checkout at `root`. Returns the way to take it out again. */
export function plant({ name, changes }: Mutant, root: string): () => void {
  const files = [...new Set(changes.map(({ file }) => path.join(root, file)))];
  const before = files.map((file) => [file, readFileSync(file, "utf8")] as const);
  for (const change of changes) {
    const file = path.join(root, change.file);
    writeFileSync(file, replaceOnce(readFileSync(file, "utf8"), change, name));
  }
  return () => {
    for (const [file, source] of before) writeFileSync(file, source);
  };
}

/** `source` with the one place changed. Throws when it is gone, or is not the only one. */
export function replaceOnce(source: string, { file, from, to }: Change, name: string): string {
  const found = source.split(from).length - 1;
  if (found !== 1) throw new Error(`${name}: found ${found} times, not once, in ${file}:\n${from}`);
  return source.replace(from, () => to);
}
