/** One broken architecture rule: which rule, in which file, and the detail. */
export type ArchitectureBreak = { rule: string; path: string; detail: string };
