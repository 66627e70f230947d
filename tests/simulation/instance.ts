import type { Gate } from "@/lib/gate/create-gate";
import { Pump } from "@/lib/gate/pump";
import type { Quote } from "@/lib/gate/quote";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import { laneOf } from "./lanes";
import type { Process } from "./process";
import type { QuoteBook } from "./quote-book";
import type { Schedule } from "./schedule";
import type { Upstream } from "./upstream";

/** One act of somebody who wants a figure. */
export type Want = {
  ask: Ask;
  /** Leaves after this, telling the gate or just going. */
  patienceMs: number;
  tells: boolean;
  /** Asks the process that this one asked, while it lives; anyone without it. */
  beside?: Wish | null;
  /** Told its end, whatever it was. */
  ended?: () => void;
};

/** What became of one request for a figure. */
export type Wish = {
  process: Process;
  key: string;
  caller: string;
  priority: number;
  /** Virtual ms. */
  askedAt: number;
  /** When it was told its end; null until then. */
  endedAt: number | null;
  /** `unheard`: the store did not answer the ask. */
  state: "asking" | "waiting" | "landed" | "failed" | "left" | "refused" | "unheard";
  /** How often it was told an end: once is right. */
  ends: number;
};

/** One running instance: the real pump over a gate, in its process. */
export type Instance = {
  process: Process;
  /** Asks, and waits. */
  ask(want: Want): Wish;
};

type Parts = {
  process: Process;
  schedule: Schedule;
  gate: Gate;
  upstream: Upstream;
  upstreamTimeoutMs: number;
  quotes: QuoteBook;
};

export function createInstance(parts: Parts): Instance {
  const { process, schedule, gate, upstream, upstreamTimeoutMs, quotes } = parts;
  const { clock } = process;
  const pump = new Pump({
    gate,
    clock,
    upstreamTimeoutMs,
    execute: upstream.executeFor(process, upstreamTimeoutMs),
    async readLandings(keys) {
      await clock.sleep(5);
      return keys.map(upstream.landing);
    },
  });

  function end(wish: Wish, state: Wish["state"], { ended }: Want): void {
    wish.ends += 1;
    wish.endedAt ??= schedule.now();
    if (wish.ends > 1) return;
    wish.state = state;
    schedule.tell(`${wish.key} for ${wish.caller} at ${process.name}: ${state}`);
    ended?.();
  }

  function hear({ key, priority }: Wish, quote: Quote | undefined): void {
    if (quote && quote.position > 0) quotes.told(key, laneOf(priority), quote.waitMs);
  }

  function wait(wish: Wish, place: EnteredPlace, want: Want): () => void {
    wish.state = "waiting";
    return pump.watch(place, want.ask, (progress) => {
      if (progress.state === "waiting") hear(wish, progress.quote);
      else if (progress.state !== "store-down") end(wish, progress.state, want);
    });
  }

  async function live(wish: Wish, want: Want): Promise<void> {
    const { ask, patienceMs, tells } = want;
    const answer = await pump.enter(ask).catch(() => null);
    if (!answer) {
      wish.state = "unheard";
      return;
    }
    const { entered, look } = answer;
    if (entered.kind !== "queued" && entered.kind !== "running") {
      end(wish, entered.kind === "landed" ? "landed" : "refused", want);
      return;
    }
    hear(wish, look.quotes.get(entered.job));
    const stop = wait(wish, entered, want);
    if (!Number.isFinite(patienceMs)) return;
    await clock.sleep(patienceMs);
    if (wish.state !== "waiting") return;
    stop();
    end(wish, "left", want);
    if (tells) await pump.leave({ key: ask.key, ticket: entered.ticket }).catch(() => undefined);
  }

  return {
    process,
    ask(want) {
      const { key, caller, priority } = want.ask;
      schedule.tell(`${caller} asks ${process.name} for ${key}, priority ${priority}`);
      const asked = { process, key, caller, priority, askedAt: schedule.now() };
      const wish: Wish = { ...asked, endedAt: null, state: "asking", ends: 0 };
      void live(wish, want);
      return wish;
    },
  };
}
