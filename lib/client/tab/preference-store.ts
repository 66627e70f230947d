import { createValueStore } from "@/lib/client/subscribable";
import { DEFAULT_PREFERENCES, type Preferences } from "@/lib/contract/visitor/preferences";

/** Storage that outlasts the page, shared by all tabs of a browser. */
export type PreferenceShelf = {
  /** The stored preferences, whichever tab wrote them; null: none. */
  read(): Preferences | null;
  /** Null: delete them. */
  keep(preferences: Preferences | null): void;
};

export type PreferenceStore = {
  state(): Preferences;
  /** The stored preferences, including another tab's changes. A new choice is applied to these. */
  latest(): Preferences;
  /** Stores a person's choice, and changes nothing else that is stored. */
  change(part: Partial<Preferences>): void;
  /** Resets everything to the first visit. */
  reset(): void;
  /** Takes preferences that another tab stored. */
  receive(next: Preferences): void;
  subscribe(listener: () => void): () => void;
};

/** `publish` receives what was chosen here. */
export function createPreferenceStore(
  initial: Preferences,
  shelf: PreferenceShelf,
  publish: (preferences: Preferences) => void = () => {},
): PreferenceStore {
  const { state, become, subscribe } = createValueStore(initial);
  const latest = () => {
    const kept = shelf.read();
    // Unchanged: return the same object, so that subscribers are not notified.
    return kept === null || JSON.stringify(kept) === JSON.stringify(state()) ? state() : kept;
  };
  return {
    state,
    latest,
    change(part) {
      become({ ...latest(), ...part });
      shelf.keep(state());
      publish(state());
    },
    reset() {
      become(DEFAULT_PREFERENCES);
      shelf.keep(null);
      publish(state());
    },
    receive: become,
    subscribe,
  };
}
