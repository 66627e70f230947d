import type { Gate } from "@/lib/gate/create-gate";
import { Pump } from "@/lib/gate/pump";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import type { Process } from "./process";
import type { Schedule } from "./schedule";
import type { Upstream } from "./upstream";

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
  /** Asks, waits, and leaves after `patienceMs`, telling the gate or just going. */
  ask(ask: Ask, patienceMs: number, tells: boolean): Wish;
};

type Parts = {
  process: Process;
  schedule: Schedule;
  gate: Gate;
  upstream: Upstream;
  upstreamTimeoutMs: number;
};

export function createInstance(parts: Parts): Instance {
  const { process, schedule, gate, upstream, upstreamTimeoutMs } = parts;
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

  function end(wish: Wish, state: Wish["state"]): void {
    wish.ends += 1;
    wish.endedAt ??= schedule.now();
    if (wish.ends === 1) wish.state = state;
    schedule.tell(`${wish.key} for ${wish.caller} at ${process.name}: ${state}`);
  }

  function wait(wish: Wish, place: EnteredPlace, ask: Ask): () => void {
    wish.state = "waiting";
    return pump.watch(place, ask, ({ state }) => {
      if (state === "landed" || state === "failed") end(wish, state);
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
      end(wish, entered.kind === "landed" ? "landed" : "refused");
      return;
    }
    const stop = wait(wish, entered, ask);
    if (!Number.isFinite(patienceMs)) return;
    await clock.sleep(patienceMs);
    if (wish.state !== "waiting") return;
    stop();
    end(wish, "left");
    if (tells) await pump.leave({ key: ask.key, ticket: entered.ticket }).catch(() => undefined);
  }

  return {
    process,
    ask(ask, patienceMs, tells) {
      const { key, caller, priority } = ask;
      schedule.tell(`${caller} asks ${process.name} for ${key}, priority ${priority}`);
      const asked = { process, key, caller, priority, askedAt: schedule.now() };
      const wish: Wish = { ...asked, endedAt: null, state: "asking", ends: 0 };
      void live(wish, ask, patienceMs, tells);
      return wish;
    },
  };
}
