import type { Clock } from "@/lib/clock";
import type { CallOutcome, Job } from "@/lib/contract/job";
import type { Figures } from "@/lib/contract/snapshot";
import { upstreamPolicy } from "@/lib/policy";
import { demoCurve } from "./demo-curve";
import { demoExpirations } from "./demo-expirations";
import { demoFigures, MINUTE_MS } from "./demo-figures";
import { demoFraction } from "./demo-fraction";
import { demoHistory } from "./demo-history";
import { type DemoSymbol, findDemoSymbol } from "./demo-symbols";
import { createJobNames, type Endpoint } from "./endpoints";
import type { Upstream } from "./upstream";
import { V2_ENDPOINTS } from "./v2-endpoints";

/**
 * An invented market, for a first look without account or key. The same symbol in the same minute
 * has the same figures and takes the same time. It keeps a strict limit of its own, 20 calls in
 * any 60 s, so that a fault of the gate shows as a refusal here too.
 */
export function createDemoUpstream({ clock }: { clock: Clock }): Upstream {
  const admit = createStrictLimit(clock);
  return {
    name: "demo",
    ...createJobNames("demo", ENDPOINTS),
    async call(job, signal): Promise<CallOutcome> {
      if (signal.aborted) return NOT_BEGUN;
      const arrivedAt = clock.now();
      const retryAfterSeconds = admit();
      await clock.sleep(latencyOf(job.symbol, arrivedAt), signal);
      if (signal.aborted) return NOT_IN_TIME;
      if (retryAfterSeconds !== null) return { kind: "limited", arrived: true, retryAfterSeconds };
      const symbol = findDemoSymbol(job.symbol);
      if (symbol === null) return { kind: "unknown-symbol", arrived: true };
      const minute = Math.floor(arrivedAt / MINUTE_MS);
      return {
        kind: "answered",
        arrived: true,
        asOf: new Date(minute * MINUTE_MS).toISOString(),
        figures: figuresOf(job, symbol, minute),
      };
    },
  };
}

/** As v2 offers them, under the one limit there is here. */
const ENDPOINTS: readonly Endpoint[] = V2_ENDPOINTS.map((endpoint) => ({
  ...endpoint,
  window: "account",
}));

function figuresOf(job: Job, symbol: DemoSymbol, minute: number): Figures {
  switch (job.resource) {
    case "gex":
      return { resource: "gex", data: demoFigures(symbol, minute) };
    case "curve":
      return { resource: "curve", data: demoCurve(symbol, minute, job.expiry) };
    case "history":
      return { resource: "history", data: demoHistory(symbol, minute, job.span) };
    case "expirations":
      return { resource: "expirations", data: demoExpirations(symbol, minute) };
    default:
      return job satisfies never;
  }
}

const NOT_BEGUN: CallOutcome = {
  kind: "not-sent",
  arrived: false,
  detail: "The call was ended before it began.",
};

const NOT_IN_TIME: CallOutcome = {
  kind: "failing",
  arrived: false,
  problem: "upstream-timeout",
  detail: "The demo market did not answer in time.",
};

/** Counts an arrival: null when it is within the limit, else the whole seconds to wait. */
function createStrictLimit(clock: Clock): () => number | null {
  const { demoLimit, demoWindowMs } = upstreamPolicy;
  let admitted: number[] = [];
  return () => {
    const now = clock.monotonic();
    admitted = admitted.filter((at) => now - at < demoWindowMs);
    const [oldest = now] = admitted;
    if (admitted.length >= demoLimit) return Math.ceil((oldest + demoWindowMs - now) / 1_000);
    admitted.push(now);
    return null;
  };
}

function latencyOf(symbol: string, now: number): number {
  const { min, max } = upstreamPolicy.demoLatencyMs;
  const part = demoFraction(symbol, `latency ${Math.floor(now / MINUTE_MS)}`);
  return Math.round(min + part * (max - min));
}
