import type { ArchitectureBreak } from "./architecture-break";
import { findFolderBreaks } from "./folders";
import { BROWSER_ROOMS, IMPORT_TABLE, roomOf } from "./import-table";
import { type Module, parseModule, withoutExtension } from "./imports";
import { findSpendingBreaks } from "./spending-rules";

const FILE_LINES_MAX = 300;
/** Files that may be longer: a table of numbers, which is easier to read in one piece. */
const LONG_FILES = ["lib/policy.ts"];
const SERVER_ONLY = ["lib/environment/env.ts", "lib/runtime/runtime.ts"];

/** The files that Next finds by their default export. */
const NEXT_FILE =
  /^(proxy\.ts|app\/(.*\/)?(page|layout|template|loading|error|global-error|not-found|default|icon|apple-icon|opengraph-image|twitter-image|sitemap|robots|manifest)\.tsx?)$/;

/**
 * Returns every broken rule in `files` (path from the root -> source). Empty when there is none.
 */
export function findBreaks(files: ReadonlyMap<string, string>): ArchitectureBreak[] {
  const modules = new Map<string, Module>();
  for (const [path, source] of files) {
    modules.set(withoutExtension(path), parseModule(path, source));
  }
  return [
    ...[...modules.values()].flatMap((module) => [
      ...findImportBreaks(module),
      ...findShapeBreaks(module),
    ]),
    ...findCycles(modules),
    ...findFolderBreaks(modules),
    ...findServerCodeInBrowser(modules),
    ...findSpendingBreaks([...modules.values()]),
  ];
}

function findImportBreaks(module: Module): ArchitectureBreak[] {
  const room = roomOf(withoutExtension(module.path));
  const row = IMPORT_TABLE[room];
  if (!row) return [{ rule: "room", path: module.path, detail: `${room} is no room of the house` }];
  return module.imports.flatMap(({ target, typeOnly, specifier }) => {
    if (target === null) return [];
    const other = roomOf(target);
    const allowed =
      other === room || row.values.includes(other) || (typeOnly && row.types?.includes(other));
    if (allowed) return [];
    const how = typeOnly ? "a type of" : "from";
    return [{ rule: "import", path: module.path, detail: `${room} takes ${how} ${specifier}` }];
  });
}

function findShapeBreaks(module: Module): ArchitectureBreak[] {
  const breaks: ArchitectureBreak[] = [];
  const add = (rule: string, detail: string) => breaks.push({ rule, path: module.path, detail });
  const lines = module.source.trimEnd().split("\n").length;
  if (lines > FILE_LINES_MAX && !LONG_FILES.includes(module.path))
    add("length", `${lines} lines, over ${FILE_LINES_MAX}`);
  if (/(^|\/)index\.tsx?$/.test(module.path)) add("barrel", "no file is called index");
  else if (module.onlyReExports) add("barrel", "it only re-exports");
  if (module.hasDefaultExport && !NEXT_FILE.test(module.path)) {
    add("default-export", "only Next's own files have one");
  }
  if (SERVER_ONLY.includes(module.path) && !module.source.startsWith('import "server-only";')) {
    add("server-only", 'line 1 must be import "server-only";');
  }
  return breaks;
}

/** Types count too: two files that need each other's types belong together or need a third one. */
function findCycles(modules: ReadonlyMap<string, Module>): ArchitectureBreak[] {
  const breaks: ArchitectureBreak[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (name: string) => {
    const start = trail.indexOf(name);
    if (start >= 0) {
      const detail = [...trail.slice(start), name].join(" -> ");
      breaks.push({ rule: "cycle", path: modules.get(name)?.path ?? name, detail });
      return;
    }
    if (done.has(name)) return;
    trail.push(name);
    for (const { target } of modules.get(name)?.imports ?? []) {
      if (target !== null && modules.has(target)) visit(target);
    }
    trail.pop();
    done.add(name);
  };
  for (const name of modules.keys()) visit(name);
  return breaks;
}

/** All modules that each "use client" file loads into the browser by value. */
function findServerCodeInBrowser(modules: ReadonlyMap<string, Module>): ArchitectureBreak[] {
  const breaks: ArchitectureBreak[] = [];
  for (const [root, module] of modules) {
    if (!module.isClient) continue;
    const reached = new Set([root]);
    for (const name of reached) {
      const room = roomOf(name);
      const isServers = name.startsWith("lib/") && !BROWSER_ROOMS.includes(room);
      if (isServers) breaks.push({ rule: "client", path: module.path, detail: `reaches ${name}` });
      for (const { target, typeOnly, specifier } of modules.get(name)?.imports ?? []) {
        if (typeOnly) continue;
        if (target !== null) reached.add(target);
        else if (/^(node:|server-only$)/.test(specifier)) {
          breaks.push({ rule: "client", path: module.path, detail: `reaches ${specifier}` });
        }
      }
    }
  }
  return breaks;
}
