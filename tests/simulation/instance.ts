import type { Clock } from "@/lib/clock";
import type { Gate } from "@/lib/gate/create-gate";
import type { Execute } from "@/lib/gate/pump/flights";
import { Pump } from "@/lib/gate/pump/pump";
import type { Landing } from "@/lib/gate/pump/waiter";
import type { Quote } from "@/lib/gate/quote/quote";
import type { Ask, Entered, EnteredPlace } from "@/lib/gate/step";
import { StoreFault } from "@/lib/store-fault";
import type { Network } from "./faults/network";
import type { Process } from "./faults/process";
import type { QuoteBook } from "./figures/quote-book";
import type { Schedule } from "./schedule";
import { laneOf } from "./workloads/lanes";

/** One request of a person. */
export type Want = {
  ask: Ask;
  /** The caller leaves after this time, ms. `cancels`: it cancels its ticket then. */
  patienceMs: number;
  cancels: boolean;
  /** An earlier request: this one goes to the same process while it lives. Null: to any process. */
  beside?: Wish | null;
  /** Called when the request ends, for any reason. */
  ended?: () => void;
};

/** The outcome of one request. */
export type Wish = {
  process: Process;
  key: string;
  caller: string;
  priority: number;
  /** Whether the caller cancels its ticket when it leaves. */
  cancels: boolean;
  /** Virtual ms. */
  askedAt: number;
  /** When the end was reported. Null: not yet. */
  endedAt: number | null;
  /** `unanswered`: the store did not answer the request. */
  state: "asking" | "waiting" | "landed" | "failed" | "left" | "refused" | "unanswered";
  /** The reason of a failure or refusal. Empty otherwise. */
  why: string;
  /** How often an end was reported. It should be once. */
  ends: number;
};

/** A running instance: the real pump with a gate, in its process. */
export type Instance = {
  process: Process;
  /** Makes a request and waits. */
  ask(want: Want): Wish;
};

type Parts = {
  process: Process;
  /** The clock of the pump and the executor. */
  clock: Clock;
  schedule: Schedule;
  gate: Gate;
  network: Network;
  execute: Execute;
  landing(key: string): Landing;
  upstreamTimeoutMs: number;
  quotes: QuoteBook;
};

export function createInstance(parts: Parts): Instance {
  const { process, clock, schedule, gate, network, upstreamTimeoutMs, quotes } = parts;
  const pump = new Pump({
    gate,
    clock,
    upstreamTimeoutMs,
    execute: parts.execute,
    async readLandings(keys) {
      await clock.sleep(5);
      if (network.isCut()) throw new StoreFault("unreachable");
      return keys.map(parts.landing);
    },
  });

  function end(wish: Wish, state: Wish["state"], { ended }: Want, why = ""): void {
    wish.ends += 1;
    wish.endedAt ??= schedule.now();
    if (wish.ends > 1) return;
    Object.assign(wish, { state, why });
    schedule.log(`${wish.key} for ${wish.caller} at ${process.name}: ${state} ${why}`.trimEnd());
    ended?.();
  }

  function onQuote({ key, priority }: Wish, quote: Quote | undefined): void {
    if (quote && quote.position > 0) quotes.given(key, laneOf(priority), quote.waitMs);
  }

  function wait(wish: Wish, place: EnteredPlace, want: Want): () => void {
    wish.state = "waiting";
    return pump.watch(place, want.ask, (progress) => {
      if (progress.state === "waiting") onQuote(wish, progress.quote);
      else if (progress.state === "failed") end(wish, "failed", want, progress.problem);
      else if (progress.state !== "store-down") end(wish, progress.state, want);
    });
  }

  async function live(wish: Wish, want: Want): Promise<void> {
    const { ask, patienceMs, cancels } = want;
    const answer = await pump.enter(ask).catch(() => null);
    if (!answer) {
      wish.state = "unanswered";
      return;
    }
    const { entered, gateSnapshot: look } = answer;
    if (entered.kind !== "queued" && entered.kind !== "running") {
      end(wish, entered.kind === "landed" ? "landed" : "refused", want, whyNot(entered));
      return;
    }
    onQuote(wish, look.quotes.get(entered.job));
    const stop = wait(wish, entered, want);
    if (!Number.isFinite(patienceMs)) return;
    await clock.sleep(patienceMs);
    if (wish.state !== "waiting") return;
    stop();
    end(wish, "left", want);
    if (cancels) await pump.cancel({ key: ask.key, ticket: entered.ticket }).catch(() => undefined);
  }

  return {
    process,
    ask(want) {
      const { key, caller, priority } = want.ask;
      const { cancels } = want;
      schedule.log(`${caller} asks ${process.name} for ${key}, priority ${priority}`);
      const asked = { process, key, caller, priority, cancels: cancels, askedAt: schedule.now() };
      const wish: Wish = { ...asked, endedAt: null, state: "asking", why: "", ends: 0 };
      void live(wish, want);
      return wish;
    },
  };
}

/** The reason why a request got no place. */
function whyNot(entered: Entered): string {
  if (entered.kind === "open") return entered.reason;
  if (entered.kind === "negative") return entered.problem;
  return entered.kind === "refused" ? entered.why : "";
}
