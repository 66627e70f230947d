import type { SgNode } from "@ast-grep/napi";
import type { TimerFinding } from "../source/finding";
import { lineOf, nodesOf } from "../source/nodes";
import { type Declarations, findDeclaration } from "./declarations";
import { intervalOf, isOff } from "./interval";
import { QUERY_LIBRARIES, type QueryLibrary } from "./query-library";
import { type QueryOptions, readOptions } from "./query-options";

type Found = Omit<TimerFinding, "path">;

/** What a file has of one library. A project's configurations decide about its hooks. */
export type QueryUse = {
  library: QueryLibrary;
  /** Intervals, and triggers that are set to on. */
  findings: Found[];
  /** Hooks that do not set some triggers: those are on, unless a configuration says off. */
  open: { line: number; triggers: string[] }[];
  /** Configurations of all hooks, with the triggers that each switches off. */
  configurations: { line: number; off: string[]; isComplete: boolean }[];
};

/** Reads the hooks and configurations of SWR and React Query in a file. */
export function readQueries(root: SgNode, names: Declarations): QueryUse[] {
  return QUERY_LIBRARIES.flatMap((library) => {
    const hooks = hooksOf(root, names, library);
    const configurations = library.configurations(root, names).map(({ at, options }) => ({
      at,
      options: readOptions(options, names),
    }));
    if (hooks.length === 0 && configurations.length === 0) return [];
    const read = hooks.map((at) => ({ at, options: readOptions(library.optionsOf(at), names) }));
    return [
      {
        library,
        findings: [...read, ...configurations].flatMap((it) => findSet(it, library, names)),
        open: read.flatMap(({ at, options }) => {
          const triggers = options.isComplete ? unsetOf(library, options) : [];
          return triggers.length > 0 ? [{ line: lineOf(at), triggers }] : [];
        }),
        configurations: configurations.map(({ at, options }) => ({
          line: lineOf(at),
          off: offOf(library, options, names),
          isComplete: options.isComplete,
        })),
      },
    ];
  });
}

function hooksOf(root: SgNode, names: Declarations, library: QueryLibrary): SgNode[] {
  return nodesOf(root, "call_expression").filter((node) => {
    const callee = node.field("function");
    if (callee?.kind() !== "identifier") return false;
    const declared = findDeclaration(names, callee.text(), callee);
    if (declared?.kind !== "import" || !library.modules.test(declared.from)) return false;
    return library.hooks.test(declared.imported) && library.loads(node);
  });
}

function unsetOf({ triggers }: QueryLibrary, { values }: QueryOptions): string[] {
  return triggers.map(({ option }) => option).filter((option) => !values.has(option));
}

function offOf(library: QueryLibrary, { values }: QueryOptions, names: Declarations): string[] {
  const options = library.triggers.map(({ option }) => option);
  return options.filter((option) => {
    const value = values.get(option);
    return value !== undefined && isOff(value, names);
  });
}

/** The interval and the triggers that these options set to something else than off. */
function findSet(
  { options: { values } }: { options: QueryOptions },
  { interval, triggers }: QueryLibrary,
  names: Declarations,
): Found[] {
  const every = values.get(interval.option);
  const found: Found[] = [];
  if (every && !isOff(every, names)) {
    const intervalMs = intervalOf(every, names);
    found.push({ line: lineOf(every), kind: interval.kind, intervalMs });
  }
  for (const { option, kind } of triggers) {
    const value = values.get(option);
    if (value && /^(?:true|["']always["'])$/.test(value.text())) {
      found.push({ line: lineOf(value), kind, intervalMs: null });
    }
  }
  return found;
}
