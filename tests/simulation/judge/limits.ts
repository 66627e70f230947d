/** The plan's limit, for runs and their judge. */
export const LIMIT = 20;
export const EXPENSIVE_LIMIT = 5;
/** Slots that batch jobs leave free. */
export const RESERVE = 2;
export const WINDOW_MS = 60_000;
