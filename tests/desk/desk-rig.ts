import { createCache } from "@/lib/cache/create-cache";
import { refreshableAt } from "@/lib/cache/freshness";
import { createLastKnown } from "@/lib/cache/last-known";
import { createMarketCalendar } from "@/lib/cache/market-calendar";
import type { Caller } from "@/lib/callers/callers";
import { type Clock, systemClock } from "@/lib/clock";
import type { CallOutcome } from "@/lib/contract/job";
import type { Wanted } from "@/lib/contract/wanted";
import { createExecute } from "@/lib/desk/execute-call";
import { createGivenUp } from "@/lib/desk/given-up";
import type { DeskParts } from "@/lib/desk/parts";
import type { SnapshotRequest } from "@/lib/desk/request";
import { createGate } from "@/lib/gate/create-gate";
import { Pump } from "@/lib/gate/pump";
import { createTicketTokens } from "@/lib/gate/ticket-token";
import { createMetricsLog } from "@/lib/metrics/metrics-log";
import { createRecorder } from "@/lib/metrics/recorder";
import type { Store } from "@/lib/redis/store";
import { createScans } from "@/lib/scans/create-scans";
import type { Upstream } from "@/lib/upstream/upstream";
import { gexFigures, headlineJob } from "../cache/sample";
import { callersOn, keys as ownKeys, SECRET } from "../callers/setup";
import { limitOf, probeConfiguration } from "../support/gate-probe";

export type DeskRig = {
  desk: DeskParts;
  /** Symbols called, in order. */
  calls: string[];
  /** What the upstream answers next; without it a good body. */
  script: Map<string, () => CallOutcome | Promise<CallOutcome>>;
};

export const caller = (id = "c-me"): Caller => ({ id, kind: "cookie", address: null });

/** The real parts on a real store, with a scripted upstream. */
export function createDeskRig(
  store: Store,
  limit = 1_000,
  windowMs = probeConfiguration.windowMs,
  clock: Clock = systemClock,
  keys = ownKeys,
): DeskRig {
  const calls: string[] = [];
  const script: DeskRig["script"] = new Map();
  const upstream: Upstream = {
    name: "v2",
    jobFor: ({ symbol }) => headlineJob(`v2:/tickers/${symbol}`, symbol),
    jobOf: (key) => headlineJob(key, key.slice(12)),
    async call({ symbol }) {
      calls.push(symbol);
      const asOf = new Date().toISOString();
      const scripted = script.get(symbol);
      if (scripted) return scripted();
      return { kind: "answered", arrived: true, figures: gexFigures(1), asOf };
    },
  };
  const calendar = createMarketCalendar("always-open");
  const cache = createCache({ store, keys, calendar });
  const lastKnown = createLastKnown({ clock });
  const callers = callersOn(store);
  const scans = createScans({ store, keys, secret: SECRET });
  const configuration = { ...probeConfiguration, windowMs, limitsAround: limitOf(limit) };
  const gate = createGate({ store, key: keys.gate, clock, configuration });
  const pump = new Pump({
    gate,
    clock,
    upstreamTimeoutMs: configuration.upstreamTimeoutMs,
    execute: createExecute({ cache, lastKnown, callers, upstream, scans }),
    readLandings: async (jobKeys) =>
      (await cache.readMany(jobKeys)).map(({ snapshot, failure }) => ({
        fetchedAt: snapshot ? Date.parse(snapshot.fetchedAt) : null,
        failure,
      })),
  });
  const tokens = createTicketTokens(SECRET);
  const recorder = createRecorder({
    log: createMetricsLog({ store, keys }),
    ...{ now: clock.now, clock },
    deployment: { name: "test", role: "primary", version: "0", region: "local" },
  });
  const desk: DeskParts = {
    ...{
      cache,
      lastKnown,
      calendar,
      callers,
      pump,
      tokens,
      upstream,
      recorder,
      scans,
      clock,
    },
    givenUp: createGivenUp(clock),
    refreshableAt: (copy) => refreshableAt(copy, 60_000, calendar),
    facts: {
      store: store.kind,
      deployment: "test",
      limit,
      windowMs: configuration.windowMs,
      windows: ["account"],
    },
  };
  return { desk, calls, script };
}

/** A plain ask for a symbol. */
export function asked(
  symbol: string,
  over: Partial<Omit<SnapshotRequest, keyof Wanted>> = {},
): SnapshotRequest {
  const plain = { resource: "gex", symbol, isNewCookie: false, force: false } as const;
  const signal = () => new AbortController().signal;
  return { ...plain, caller: caller(), waitMs: 5_000, signal, ...over };
}
