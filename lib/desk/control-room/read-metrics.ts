import type { AdminSession } from "@/lib/callers/admin";
import type { Caller } from "@/lib/callers/callers";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import type { AdminParts } from "./admin-parts";

type Sample = { labels?: Record<string, string>; value: number };
type Family = { name: string; type: "gauge" | "counter"; help: string; samples: Sample[] };

const LANES = ["interactive", "standard", "batch"] as const;
const STATES = ["closed", "open", "half-open", "held"] as const;
const ANSWERS = ["hits", "stale", "misses", "shared", "denied"] as const;

/** Reads current values and running totals for an admin, or for the caller of a metrics key. Free. */
export async function readMetrics(
  parts: AdminParts,
  _reader: AdminSession | Caller,
): Promise<Family[]> {
  const { desk } = parts;
  const budget = createStoreBudget(desk.clock);
  const gateSnapshot = await budget.spend(desk.pump.snapshot());
  await budget.spend(desk.recorder.flushAll());
  const { recent } = await budget.spend(parts.past.read("15m", gateSnapshot.now));
  const quota = quotaOf(desk, gateSnapshot);
  const { totals } = recent;
  return [
    gauge("quota_limit", "Upstream calls that a window allows now", [{ value: quota.limit }]),
    gauge("quota_used", "Slots in use", [{ value: quota.used }]),
    gauge(
      "line_jobs",
      "Queued jobs, by lane",
      LANES.map((lane, index) => ({
        labels: { lane },
        value: gateSnapshot.summary.line.filter((row) => row.lane === index + 1).length,
      })),
    ),
    gauge(
      "breaker",
      "Breaker state of each window: 1 for the current state",
      quota.windows.flatMap(({ name, breaker }) =>
        STATES.map((state) => ({
          labels: { window: name, state },
          value: breaker.state === state ? 1 : 0,
        })),
      ),
    ),
    gauge("outside_usage", "1 while usage outside Gammagate is detected", [
      { value: quota.outsideUsage ? 1 : 0 },
    ]),
    counter(
      "asks",
      "Requests, by how they were served",
      ANSWERS.map((answer) => ({ labels: { answer }, value: totals[answer] })),
    ),
    counter(
      "upstream_calls",
      "Upstream calls, by outcome",
      Object.entries(totals.outcomes).map(([outcome, value]) => ({ labels: { outcome }, value })),
    ),
    unreadableValues(totals.unreadable),
  ];
}

function unreadableValues(counts: Readonly<Record<string, number>>): Family {
  return counter(
    "unreadable_values",
    "Values of upstream responses that could not be read, by endpoint and name",
    Object.entries(counts).map(([both, value]) => {
      const [endpoint = "", name = ""] = both.split(" ");
      return { labels: { endpoint, name }, value };
    }),
  );
}

function gauge(name: string, help: string, samples: Sample[]): Family {
  return { name: `gammagate_${name}`, type: "gauge", help, samples };
}

function counter(name: string, help: string, samples: Sample[]): Family {
  return { name: `gammagate_${name}`, type: "counter", help, samples };
}
