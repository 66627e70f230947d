/** The page's global that the layout's inline script leaves for the hydrated page. */
export const EARLY_ACTS = "gammagateEarlyActs";

/** What a person did on a page before its scripts were there. */
export type EarlyActs = {
  /** Controls that were pressed, and forms that were sent: each once, in order. */
  pressed: HTMLElement[];
  /** The last text that was typed into a field, and the last choice of a select. */
  typed: Map<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, string>;
};
