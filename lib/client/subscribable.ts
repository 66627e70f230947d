/** A set of listeners, each called with every event. */
export type Subscribable<Event = void> = {
  notify(event: Event): void;
  /** Returns an unsubscribe function. */
  subscribe(listener: (event: Event) => void): () => void;
  hasListeners(): boolean;
};

export function createSubscribable<Event = void>(): Subscribable<Event> {
  const listeners = new Set<(event: Event) => void>();
  return {
    notify(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    hasListeners: () => listeners.size > 0,
  };
}

/** One immutable value that React can read with `useSyncExternalStore`. */
export type ValueStore<Value> = {
  state(): Value;
  become(next: Value): void;
  subscribe(listener: () => void): () => void;
};

export function createValueStore<Value>(initial: Value): ValueStore<Value> {
  let state = initial;
  const { notify, subscribe } = createSubscribable();
  return {
    state: () => state,
    become(next) {
      state = next;
      notify();
    },
    subscribe,
  };
}
