import { createCache } from "@/lib/cache/create-cache";
import { createLastKnown } from "@/lib/cache/last-known";
import { createMarketCalendar } from "@/lib/cache/market-calendar";
import { createKeptReplies } from "@/lib/cache/replies/kept-replies";
import { systemClock } from "@/lib/clock";
import { createExecute } from "@/lib/desk/snapshots/execute-call";
import { createGate } from "@/lib/gate/create-gate";
import { Pump } from "@/lib/gate/pump/pump";
import type { Ask } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import { readLandings } from "@/lib/runtime/read-landings";
import { callersOn, keys } from "../../callers/setup";
import { ask, gateConfiguration, probeConfiguration } from "../../support/store/gate-probe";
import type { Contender, Ground } from "./contender";

/** The product's own parts, wired as in its runtime, on a Redis connection. */
export const ourGate: Contender = {
  name: "our gate",
  setUp: "the gate and its pump, with no earlier calls",
  async open(ground) {
    const pump = await createPump(ground);
    return async ({ symbol, caller, priority }) => {
      const job = ground.upstream.jobFor({ resource: "gex", symbol });
      if (!job) throw new Error(`${symbol} is not offered`);
      await land(pump, ask(symbol, caller, { key: job.key, priority }));
    };
  },
};

async function createPump({ redisUrl, upstream, rule }: Ground): Promise<Pump> {
  const store = await createStore({ kind: "redis", url: redisUrl }, { clock: systemClock });
  const calendar = createMarketCalendar("always-open");
  const cache = createCache({ store, keys, calendar });
  const keptReplies = createKeptReplies({ store, keys, calendar, headlineKind: "" });
  const lastKnown = createLastKnown({ clock: systemClock });
  const callers = callersOn(store);
  const gate = createGate({
    store,
    key: keys.gate,
    clock: systemClock,
    // The limit of the bench. It starts empty: this upstream has received no call yet, and the
    // other contenders also start with an empty window.
    configuration: gateConfiguration({
      ...probeConfiguration,
      windowMs: rule.windowMs,
      startsEmpty: true,
    }),
  });
  return new Pump({
    gate,
    clock: systemClock,
    upstreamTimeoutMs: probeConfiguration.upstreamTimeoutMs,
    execute: createExecute({ cache, keptReplies, lastKnown, callers, upstream, scans: NO_SCANS }),
    readLandings: (jobKeys) => readLandings({ cache, keptReplies }, jobKeys),
  });
}

const NO_SCANS = { list: async () => [] };

/** Resolves when the job has landed, whichever process made the call. */
async function land(pump: Pump, wanted: Ask): Promise<void> {
  const { entered } = await pump.enter(wanted);
  if (entered.kind !== "queued" && entered.kind !== "running") {
    throw new Error(`${wanted.key} got no place: ${entered.kind}`);
  }
  await new Promise<void>((resolve, reject) => {
    pump.watch(entered, wanted, (progress) => {
      if (progress.state === "landed") resolve();
      if (progress.state === "failed") reject(new Error(`${wanted.key}: ${progress.problem}`));
    });
  });
}
