import type { TimerFinding } from "../source/finding";
import type { QueryUse } from "./find-queries";

/** What one file has of a library. */
export type FileQueries = { path: string; uses: QueryUse[] };

/**
 * The timers of SWR and React Query in one project. A trigger that no hook sets is reported once at
 * the configuration of all hooks, where one line switches it off, else at each hook.
 */
export function judgeQueries(files: readonly FileQueries[]): TimerFinding[] {
  const libraries = new Set(files.flatMap(({ uses }) => uses.map(({ library }) => library)));
  return [...libraries].flatMap((library) => {
    const own = files.flatMap(({ path, uses }) =>
      uses.filter((use) => use.library === library).map((use) => ({ path, use })),
    );
    const set = own.flatMap(({ path, use }) => use.findings.map((it) => ({ path, ...it })));
    const configurations = own.flatMap(({ path, use }) =>
      use.configurations.map((it) => ({ path, ...it })),
    );
    const off = configurations.flatMap((it) => it.off);
    // A configuration that comes from elsewhere may switch anything off.
    if (configurations.some(({ isComplete }) => !isComplete)) return set;
    const open = own.flatMap(({ path, use }) =>
      use.open.flatMap(({ line, triggers }) => {
        const left = triggers.filter((trigger) => !off.includes(trigger));
        return left.length > 0 ? [{ path, line, left }] : [];
      }),
    );
    const [configuration] = configurations;
    const [first] = open;
    if (!first) return set;
    const places = configuration ? [{ ...first, ...configuration }] : open;
    const left = places.map(({ path, line, left: options }) => {
      const one = library.triggers.find(({ option }) => option === options[0]);
      const kind = options.length === 1 && one ? one.kind : library.allTriggers;
      return { path, line, kind, intervalMs: null };
    });
    return [...set, ...left];
  });
}
