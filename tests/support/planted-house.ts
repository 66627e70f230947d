import { findBreaks } from "./architecture";

/** The rules that a house made of these files breaks, each with its file. */
export function breaksOf(files: Record<string, string>): string[] {
  return findBreaks(new Map(Object.entries(files))).map(({ rule, path }) => `${rule} ${path}`);
}
