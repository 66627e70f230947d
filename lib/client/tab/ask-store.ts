import { createValueStore } from "@/lib/client/subscribable";
import type { ProblemSlug } from "@/lib/contract/problem";

/** Why a request ended without data. The last two are set by this tab itself. */
export type RefusalReason = ProblemSlug | "expired" | "unreachable";

export type AskRefusal = {
  reason: RefusalReason;
  detail: string;
  /** Server time in ms from which a new request can succeed; null: at once. */
  readyAt: number | null;
};

/** The status of one request of this tab. */
export type AskStatus =
  | { kind: "idle" }
  | { kind: "asking" }
  /**
   * `position` 1 is next, 0 is in flight. `endsAt` is the estimate (server time, ms); null:
   * unknown, and `waitReason` says why.
   */
  | {
      kind: "queued";
      ticket: string;
      position: number;
      endsAt: number | null;
      waitReason?: string | null;
    }
  | { kind: "refused"; refusal: AskRefusal };

export type AskState = {
  /** By `wantedName`; a summary's name is its symbol. */
  asks: ReadonlyMap<string, AskStatus>;
  /** No forced refresh of this caller is accepted before this (server time, ms). */
  callerReadyAt: number;
};

export type AskStore = {
  state(): AskState;
  read(name: string): AskStatus;
  write(name: string, ask: AskStatus): void;
  coolDown(readyAt: number): void;
  subscribe(listener: () => void): () => void;
};

const IDLE: AskStatus = { kind: "idle" };
export const NO_ASKS: AskState = { asks: new Map(), callerReadyAt: 0 };

export function askOf(state: AskState, name: string): AskStatus {
  return state.asks.get(name) ?? IDLE;
}

export function isWaiting(ask: AskStatus): boolean {
  return ask.kind === "asking" || ask.kind === "queued";
}

export function createAskStore(): AskStore {
  const { state, become, subscribe } = createValueStore(NO_ASKS);
  return {
    state,
    read: (name) => askOf(state(), name),
    write: (name, ask) => become({ ...state(), asks: new Map(state().asks).set(name, ask) }),
    coolDown(readyAt) {
      if (readyAt > state().callerReadyAt) become({ ...state(), callerReadyAt: readyAt });
    },
    subscribe,
  };
}
