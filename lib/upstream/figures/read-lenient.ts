import type { z } from "zod";

/** Data that was read, and the names of values that were sent but could not be read. */
export type LenientRead<Data> =
  | { kind: "read"; data: Data; unreadable: readonly string[] }
  /** A required value is missing or unreadable. */
  | { kind: "refused"; unreadable: readonly string[] };

/**
 * Reads parsed JSON by a schema. A value that the schema rejects becomes missing (null), and the
 * rest is read without it. An element of a list that still cannot be read becomes null as a whole,
 * which `listOf` skips. Refused when the schema needs the value. Names are paths in the schema,
 * without places in lists, so they contain no text of the upstream. Changes `json` in place.
 */
export function readLenient<Data>(schema: z.ZodType<Data>, json: unknown): LenientRead<Data> {
  const body = { json };
  const names = new Set<string>();
  const removed = new Set<string>();
  for (;;) {
    const read = schema.safeParse(body.json);
    const unreadable = [...names].sort();
    if (read.success) return { kind: "read", data: read.data, unreadable };
    let hasChanged = false;
    for (const { path } of read.error.issues) {
      const name = nameOf(path);
      if (name !== "") names.add(name);
      const without = removableAt(path, removed);
      if (without === null) continue;
      removed.add(JSON.stringify(without));
      hasChanged = remove(body, ["json", ...without]) || hasChanged;
    }
    if (!hasChanged) return { kind: "refused", unreadable: [...names].sort() };
  }
}

type Path = readonly PropertyKey[];

function nameOf(path: Path): string {
  return path.filter((part) => typeof part === "string").join(".");
}

/** The value itself, or the closest element of a list around it once the value was removed. */
function removableAt(path: Path, removed: ReadonlySet<string>): Path | null {
  if (!removed.has(JSON.stringify(path))) return path;
  const place = path.findLastIndex((part) => typeof part === "number");
  const element = path.slice(0, place + 1);
  return place < 0 || removed.has(JSON.stringify(element)) ? null : element;
}

/** Sets the value at a path to null. False when there is none. */
function remove(root: object, path: Path): boolean {
  let parent: unknown = root;
  for (const part of path.slice(0, -1)) parent = childOf(parent, part);
  const last = path.at(-1);
  if (last === undefined || typeof parent !== "object" || parent === null) return false;
  return Object.hasOwn(parent, last) && Reflect.set(parent, last, null);
}

function childOf(parent: unknown, part: PropertyKey): unknown {
  const isHolder = typeof parent === "object" && parent !== null && Object.hasOwn(parent, part);
  return isHolder ? Reflect.get(parent, part) : undefined;
}
