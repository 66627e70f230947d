import { createCache } from "@/lib/cache/create-cache";
import { refreshableAt } from "@/lib/cache/freshness";
import { createLastKnown } from "@/lib/cache/last-known";
import { createLookSchedule } from "@/lib/cache/look-schedule";
import { createMarketCalendar } from "@/lib/cache/market-calendar";
import { createKeptReplies } from "@/lib/cache/replies/kept-replies";
import type { Caller } from "@/lib/callers/callers";
import { type Clock, systemClock } from "@/lib/clock";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { CallOutcome } from "@/lib/contract/queue/job";
import type { SnapshotRequest } from "@/lib/desk/answer/snapshot-job";
import { createCancelledTickets } from "@/lib/desk/base/cancelled-tickets";
import type { Services } from "@/lib/desk/base/services";
import { createExecute } from "@/lib/desk/snapshots/execute-call";
import { createGate } from "@/lib/gate/create-gate";
import { Pump } from "@/lib/gate/pump/pump";
import { createTicketTokens } from "@/lib/gate/ticket-token";
import { createMetricsLog } from "@/lib/metrics/metrics-log";
import { createRecorder } from "@/lib/metrics/recorder";
import { cadencePolicy } from "@/lib/policy";
import type { Store } from "@/lib/redis/store";
import { readLandings } from "@/lib/runtime/read-landings";
import { createScans } from "@/lib/scans/create-scans";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { gexFigures, headlineJob } from "../cache/sample";
import { callersOn, keys as ownKeys, SECRET } from "../callers/setup";
import {
  gateConfiguration,
  limitOf,
  probeConfiguration,
  probeWindow,
} from "../support/store/gate-probe";

export type DeskRig = {
  desk: Services;
  /** Symbols called, in order. */
  calls: string[];
  /** The next answer for a symbol. Without an entry, a good body. */
  script: Map<string, () => CallOutcome | Promise<CallOutcome>>;
};

export const caller = (id = "c-me"): Caller => ({
  id,
  kind: "cookie",
  house: id,
  address: null,
});

/** Creates a desk of real parts on a real store, with a scripted upstream. */
export function createDeskRig(
  store: Store,
  limit = 1_000,
  windowMs = probeConfiguration.windowMs,
  clock: Clock = systemClock,
  keys = ownKeys,
  {
    credential = probeConfiguration.credential,
    upstream: own,
    hours = "always-open",
  }: { credential?: string; upstream?: Upstream; hours?: "always-open" | "nyse" } = {},
): DeskRig {
  const calls: string[] = [];
  const script: DeskRig["script"] = new Map();
  const upstream: Upstream = own ?? {
    name: "v2",
    kinds: ["v2:/tickers/*"],
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
  const calendar = createMarketCalendar(hours);
  const cache = createCache({ store, keys, calendar });
  const headlineKind = "v2:/tickers/*";
  const keptReplies = createKeptReplies({ store, keys, calendar, headlineKind });
  const lastKnown = createLastKnown({ clock });
  const callers = callersOn(store);
  const scans = createScans({ store, keys, secret: SECRET });
  const configuration = gateConfiguration({
    ...probeConfiguration,
    windowMs,
    limitsAround: limitOf(limit),
    credential,
    kinds: upstream.kinds,
  });
  const gate = createGate({ store, key: keys.gate, clock, configuration });
  const pump = new Pump({
    gate,
    clock,
    upstreamTimeoutMs: configuration.upstreamTimeoutMs,
    execute: createExecute({ cache, keptReplies, lastKnown, callers, upstream, scans }),
    readLandings: (jobKeys) => readLandings({ cache, keptReplies }, jobKeys),
  });
  const tokens = createTicketTokens(SECRET, keys.gate);
  const recorder = createRecorder({
    log: createMetricsLog({ store, keys }),
    now: clock.now,
    clock,
    deployment: { name: "test", version: "0", region: "local" },
  });
  const desk: Services = {
    cache,
    keptReplies,
    lastKnown,
    calendar,
    callers,
    pump,
    tokens,
    upstream,
    recorder,
    scans,
    clock,
    cancelledTickets: createCancelledTickets(clock),
    closingFrom: createLookSchedule(cadencePolicy.looks, calendar).closingFrom,
    refreshableAt: (copy, now) => refreshableAt(copy, 60_000, calendar, now),
    facts: {
      store: store.kind,
      deployment: "test",
      limit,
      windowMs,
      windows: [probeWindow("account", limit, { kind: "rolling", ms: windowMs })],
      usualCharges: [{ window: "account", cost: 1 }],
    },
  };
  return { desk, calls, script };
}

/** Builds a plain request for a symbol. */
export function asked(
  symbol: string,
  over: Partial<Omit<SnapshotRequest, keyof Wanted>> = {},
): SnapshotRequest {
  const plain = { resource: "gex", symbol, isNewCookie: false, force: false } as const;
  const signal = () => new AbortController().signal;
  return { ...plain, caller: caller(), waitMs: 5_000, signal, ...over };
}
