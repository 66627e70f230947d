import { DEFAULT_PREFERENCES, type Preferences } from "@/lib/contract/preferences";

export type PreferenceStore = {
  state(): Preferences;
  /** A person chose something here. It is kept. */
  change(part: Partial<Preferences>): void;
  /** Everything as on the first visit. */
  reset(): void;
  /** Another tab of this browser kept these. */
  hear(next: Preferences): void;
  subscribe(listener: () => void): () => void;
};

/** `keep` stores what was chosen; null: nothing is to be stored any more. */
export function createPreferenceStore(
  initial: Preferences,
  keep: (preferences: Preferences | null) => void,
): PreferenceStore {
  let state = initial;
  const listeners = new Set<() => void>();
  const become = (next: Preferences) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    change(part) {
      become({ ...state, ...part });
      keep(state);
    },
    reset() {
      become(DEFAULT_PREFERENCES);
      keep(null);
    },
    hear: become,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
