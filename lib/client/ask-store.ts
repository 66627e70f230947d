import type { ProblemSlug } from "@/lib/contract/problem";

/** Why an ask ended without an answer. The last two are this tab's own words. */
export type RefusalReason = ProblemSlug | "expired" | "unreachable";

export type Refusal = {
  reason: RefusalReason;
  detail: string;
  /** Server time in ms from which asking again makes sense; null: at once. */
  readyAt: number | null;
};

/** What this tab waits for, of one thing that it asked for. */
export type Ask =
  | { kind: "idle" }
  | { kind: "asking" }
  /** `position` 1 is next, 0 under way; `landsAt` is the estimate, server time in ms. */
  | { kind: "in-line"; ticket: string; position: number; landsAt: number }
  | { kind: "refused"; refusal: Refusal };

export type AskState = {
  /** By name, as of `wantedName`: a headline's is its symbol. */
  asks: ReadonlyMap<string, Ask>;
  /** No forced refresh of this caller is let through before this (server time, ms). */
  callerReadyAt: number;
};

export type AskStore = {
  state(): AskState;
  read(name: string): Ask;
  write(name: string, ask: Ask): void;
  coolDown(readyAt: number): void;
  subscribe(listener: () => void): () => void;
};

const IDLE: Ask = { kind: "idle" };
export const NO_ASKS: AskState = { asks: new Map(), callerReadyAt: 0 };

export function askOf(state: AskState, name: string): Ask {
  return state.asks.get(name) ?? IDLE;
}

export function isWaiting(ask: Ask): boolean {
  return ask.kind === "asking" || ask.kind === "in-line";
}

export function createAskStore(): AskStore {
  let state = NO_ASKS;
  const listeners = new Set<() => void>();
  const become = (next: AskState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    read: (name) => askOf(state, name),
    write: (name, ask) => become({ ...state, asks: new Map(state.asks).set(name, ask) }),
    coolDown(readyAt) {
      if (readyAt > state.callerReadyAt) become({ ...state, callerReadyAt: readyAt });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
