/** One broken rule of the house: which, where, and what is wrong there. */
export type ArchitectureBreak = { rule: string; path: string; detail: string };
