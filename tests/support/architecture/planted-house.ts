import { findBreaks } from "./architecture";

/** The rules that a project with these files breaks, as `rule path`. */
export function breaksOf(files: Record<string, string>): string[] {
  return findBreaks(new Map(Object.entries(files))).map(({ rule, path }) => `${rule} ${path}`);
}
