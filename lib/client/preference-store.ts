import { DEFAULT_PREFERENCES, type Preferences } from "@/lib/contract/preferences";

/** Where preferences outlast the page: one for all tabs of a browser. */
export type PreferenceShelf = {
  /** What lies there now, whoever kept it; null: nothing. */
  read(): Preferences | null;
  /** Null: nothing is to be kept any more. */
  keep(preferences: Preferences | null): void;
};

export type PreferenceStore = {
  state(): Preferences;
  /** What is kept now, also by a tab that was not heard: what a person's choice goes on from. */
  latest(): Preferences;
  /** A person chose something here. It is kept, and nothing else that is kept is lost. */
  change(part: Partial<Preferences>): void;
  /** Everything as on the first visit. */
  reset(): void;
  /** Another tab of this browser kept these. */
  hear(next: Preferences): void;
  subscribe(listener: () => void): () => void;
};

/** `tell` is told of what was chosen here. */
export function createPreferenceStore(
  initial: Preferences,
  shelf: PreferenceShelf,
  tell: (preferences: Preferences) => void = () => {},
): PreferenceStore {
  let state = initial;
  const listeners = new Set<() => void>();
  const become = (next: Preferences) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const latest = () => {
    const kept = shelf.read();
    // The same ones as held: nobody who looks need be told.
    return kept === null || JSON.stringify(kept) === JSON.stringify(state) ? state : kept;
  };
  return {
    state: () => state,
    latest,
    change(part) {
      become({ ...latest(), ...part });
      shelf.keep(state);
      tell(state);
    },
    reset() {
      become(DEFAULT_PREFERENCES);
      shelf.keep(null);
      tell(state);
    },
    hear: become,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
