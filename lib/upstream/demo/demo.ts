import type { Clock } from "@/lib/clock";
import type { CallOutcome, Job } from "@/lib/contract/queue/job";
import type { Figures } from "@/lib/contract/snapshot/snapshot";
import type { Environment } from "@/lib/environment/environment";
import { upstreamPolicy } from "@/lib/policy";
import { createJobNames, type Endpoint } from "@/lib/upstream/port/endpoints";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { CHARGES } from "@/lib/upstream/port/windows";
import { V2_ENDPOINTS } from "@/lib/upstream/v2/v2-endpoints";
import { demoCurve } from "./demo-curve";
import { demoExpirations } from "./demo-expirations";
import { demoFigures } from "./demo-figures";
import { demoFraction } from "./demo-fraction";
import { demoHistory } from "./demo-history";
import { createDemoLooks, type DemoCalendar, type DemoLooks } from "./demo-looks";
import { MINUTE_MS } from "./demo-path";
import { demoSetups } from "./demo-setups";
import { type DemoSymbol, findDemoSymbol } from "./demo-symbols";

/**
 * An invented market for a first look without account or key. It publishes as the vendor does (see
 * `createDemoLooks`), so at night and at weekends the last trading day's data is returned. The same
 * update has the same values for everyone. It enforces its own strict limit, 20 calls in any 60 s, so
 * that an error of the gate shows as a refusal here too.
 */
export function createDemoUpstream({ clock, calendar, cadence }: DemoParts): Upstream {
  const admit = createStrictLimit(clock);
  const looks = createDemoLooks(calendar, cadence);
  return {
    name: "demo",
    ...createJobNames("demo", DEMO_ENDPOINTS),
    async call(job, { signal }): Promise<CallOutcome> {
      if (signal.aborted) return NOT_BEGUN;
      const arrivedAt = clock.now();
      const retryAfterSeconds = admit();
      await clock.sleep(latencyOf(job.symbol, arrivedAt), signal);
      if (signal.aborted) return NOT_IN_TIME;
      if (retryAfterSeconds !== null) return { kind: "limited", arrived: true, retryAfterSeconds };
      if (job.resource === "setups") {
        const asOf = looks.asOf(job.symbol, arrivedAt);
        const data = demoSetups(job.symbol, Math.floor(asOf / MINUTE_MS));
        return answeredAt(asOf, { resource: "setups", data });
      }
      const symbol = findDemoSymbol(job.symbol);
      if (symbol === null) return { kind: "unknown-symbol", arrived: true };
      const asOf = looks.asOf(symbol.name, arrivedAt);
      return answeredAt(asOf, figuresOf(job, symbol, asOf, looks));
    },
  };
}

type SymbolJob = Exclude<Job, { resource: "setups" }>;

type DemoParts = {
  clock: Clock;
  calendar: DemoCalendar;
  cadence: Environment["upstream"]["demoCadence"];
};

/** As v2 offers them, under the one limit of the demo market. It has no gamma of one date or of now. */
export const DEMO_ENDPOINTS: readonly Endpoint[] = V2_ENDPOINTS.filter(
  ({ address }) => !address.includes("/curves/gamma?"),
).map((endpoint) => ({ ...endpoint, charges: CHARGES.demo }));

function answeredAt(asOf: number, figures: Figures): CallOutcome {
  return { kind: "answered", arrived: true, asOf: new Date(asOf).toISOString(), figures };
}

/** `asOf`: ms. */
function figuresOf(job: SymbolJob, symbol: DemoSymbol, asOf: number, looks: DemoLooks): Figures {
  const minute = Math.floor(asOf / MINUTE_MS);
  switch (job.resource) {
    case "gex":
      return { resource: "gex", data: demoFigures(symbol, minute) };
    case "curve":
      return { resource: "curve", data: demoCurve(symbol, minute, job.expiry) };
    case "history":
      return { resource: "history", data: demoHistory(symbol, asOf, job.span, looks) };
    case "expirations":
      return { resource: "expirations", data: demoExpirations(symbol, minute) };
    default:
      return job satisfies never;
  }
}

const NOT_BEGUN: CallOutcome = {
  kind: "not-sent",
  arrived: false,
  detail: "The call ended before it began.",
};

const NOT_IN_TIME: CallOutcome = {
  kind: "failing",
  arrived: false,
  problem: "upstream-timeout",
  detail: "The demo market did not respond in time.",
};

/** Counts an arrival. Null when it is within the limit, else whole seconds to wait. */
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
