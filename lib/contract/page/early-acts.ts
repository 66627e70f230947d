/**
 * The page's global in which the layout's inline script stores early acts for the hydrated page.
 */
export const EARLY_ACTS = "gammagateEarlyActs";

/** What a person did on a page before its scripts loaded. */
export type EarlyActs = {
  /** Pressed controls and submitted forms, each once, in order. */
  pressed: HTMLElement[];
  /** The last text typed into a field, and the last option of a select. */
  typed: Map<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, string>;
};
