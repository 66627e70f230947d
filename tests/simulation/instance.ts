import type { Gate } from "@/lib/gate/create-gate";
import { Pump } from "@/lib/gate/pump";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import type { Process } from "./process";
import type { Upstream } from "./upstream";

/** What became of one request for a figure. */
export type Wish = {
  process: Process;
  key: string;
  askedAt: number;
  /** `unheard`: the store did not answer the ask. */
  state: "asking" | "waiting" | "landed" | "failed" | "left" | "refused" | "unheard";
  /** How often it was told an end: once is right. */
  ends: number;
};

/** One running instance: the real pump over a gate, in its process. */
export type Instance = {
  process: Process;
  /** Asks, waits, and leaves after `patienceMs`, telling the gate or just going. */
  ask(ask: Ask, patienceMs: number, tells: boolean): Wish;
};

type Parts = {
  process: Process;
  gate: Gate;
  upstream: Upstream;
  upstreamTimeoutMs: number;
};

export function createInstance({ process, gate, upstream, upstreamTimeoutMs }: Parts): Instance {
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

  function wait(wish: Wish, place: EnteredPlace, ask: Ask): () => void {
    wish.state = "waiting";
    return pump.watch(place, ask, ({ state }) => {
      if (state !== "landed" && state !== "failed") return;
      wish.ends += 1;
      if (wish.state === "waiting") wish.state = state;
    });
  }

  async function live(wish: Wish, ask: Ask, patienceMs: number, tells: boolean): Promise<void> {
    const answer = await pump.enter(ask).catch(() => null);
    if (!answer) {
      wish.state = "unheard";
      return;
    }
    const { entered } = answer;
    if (entered.kind !== "queued" && entered.kind !== "running") {
      wish.state = entered.kind === "landed" ? "landed" : "refused";
      wish.ends += 1;
      return;
    }
    const stop = wait(wish, entered, ask);
    if (!Number.isFinite(patienceMs)) return;
    await clock.sleep(patienceMs);
    if (wish.state !== "waiting") return;
    stop();
    wish.state = "left";
    wish.ends += 1;
    if (tells) await pump.leave({ key: ask.key, ticket: entered.ticket }).catch(() => undefined);
  }

  return {
    process,
    ask(ask, patienceMs, tells) {
      const askedAt = clock.monotonic();
      const wish: Wish = { process, key: ask.key, askedAt, state: "asking", ends: 0 };
      void live(wish, ask, patienceMs, tells);
      return wish;
    },
  };
}
