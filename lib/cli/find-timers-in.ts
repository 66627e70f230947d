import { readDeclarations } from "./javascript/declarations";
import { createReader } from "./javascript/fetches";
import { findIntervals } from "./javascript/find-intervals";
import { readQueries } from "./javascript/find-queries";
import { type FileQueries, judgeQueries } from "./javascript/judge-queries";
import { findPythonTimers } from "./python/find-python-timers";
import type { TimerFinding } from "./source/finding";
import { listSources } from "./source/list-sources";
import { parseSource } from "./source/parse-source";

/** What was found in a folder. */
export type TimerReport = {
  /** By path, then by line. */
  findings: TimerFinding[];
  /** Files that were read. */
  files: number;
};

/** Finds the timers that fetch in the sources of a folder. Throws when it cannot be read. */
export function findTimersIn(folder: string): TimerReport {
  const findings: TimerFinding[] = [];
  const projects = new Map<string, FileQueries[]>();
  let files = 0;
  for (const one of listSources(folder)) {
    const source = parseSource(folder, one);
    if (!source) continue;
    files += 1;
    const { path, project, root } = source;
    const add = (found: Omit<TimerFinding, "path">[]) =>
      findings.push(...found.map((it) => ({ path, ...it })));
    if (source.language === "python") {
      add(findPythonTimers(root));
      continue;
    }
    const names = readDeclarations(root, source.hasJsx);
    add(findIntervals(root, createReader(names)));
    const uses = readQueries(root, names);
    projects.set(project, [...(projects.get(project) ?? []), { path, uses }]);
  }
  for (const project of projects.values()) findings.push(...judgeQueries(project));
  return { findings: findings.sort(byPlace), files };
}

function byPlace(one: TimerFinding, other: TimerFinding): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line;
}
