import path from "node:path";
import type { ArchitectureBreak } from "./architecture-break";
import { SUB_ROOMS } from "./import-table";
import type { Module } from "./imports";

/** Most files of a folder, so that people find one at a glance. */
const FOLDER_FILES_MAX = 20;

/**
 * Folders that are too full, that import each other in a cycle, or that import a folder above them.
 */
export function findFolderBreaks(modules: ReadonlyMap<string, Module>): ArchitectureBreak[] {
  const arrows = arrowsOf(modules);
  return [
    ...findFullFolders(modules),
    ...findFolderCycles(arrows),
    ...arrows.flatMap(findUpwardArrow),
  ];
}

/** An import from a file of one folder to a file of another. */
type Arrow = { from: string; to: string; path: string; specifier: string };

function arrowsOf(modules: ReadonlyMap<string, Module>): Arrow[] {
  return [...modules].flatMap(([name, module]) =>
    module.imports.flatMap(({ target, specifier }) => {
      if (target === null || !modules.has(target)) return [];
      const [from, to] = [path.posix.dirname(name), path.posix.dirname(target)];
      return from === to ? [] : [{ from, to, path: module.path, specifier }];
    }),
  );
}

function findFullFolders(modules: ReadonlyMap<string, Module>): ArchitectureBreak[] {
  const counts = new Map<string, number>();
  for (const name of modules.keys()) {
    const folder = path.posix.dirname(name);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > FOLDER_FILES_MAX)
    .map(([folder, count]) => ({ rule: "folder", path: folder, detail: `${count} files` }));
}

/** Every folder that can be reached from itself. */
function findFolderCycles(arrows: readonly Arrow[]): ArchitectureBreak[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of arrows) next.set(from, (next.get(from) ?? new Set()).add(to));
  return [...next.keys()].flatMap((folder) => {
    const reached = new Set(next.get(folder));
    for (const name of reached) for (const further of next.get(name) ?? []) reached.add(further);
    const detail = "other folders lead back to it";
    return reached.has(folder) ? [{ rule: "folder-cycle", path: folder, detail }] : [];
  });
}

function findUpwardArrow({ from, to, path: file, specifier }: Arrow): ArchitectureBreak[] {
  return Object.entries(SUB_ROOMS).flatMap(([room, order]) => {
    const [below, above] = [placeIn(room, from), placeIn(room, to)];
    if (below === null || above === null || below === above) return [];
    const [importer, imported] = [order.indexOf(below), order.indexOf(above)];
    if (importer < 0) return [{ rule: "sub-room", path: file, detail: `${below} has no place` }];
    if (imported > importer) return [];
    return [{ rule: "sub-room", path: file, detail: `${below} takes from ${specifier}` }];
  });
}

/** The subfolder of a room that contains a folder. Null outside of the room. */
function placeIn(room: string, folder: string): string | null {
  if (folder === room) return ".";
  if (!folder.startsWith(`${room}/`)) return null;
  return folder.slice(room.length + 1).split("/")[0] ?? null;
}
