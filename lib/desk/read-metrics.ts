import type { AdminSession } from "@/lib/callers/admin";
import type { AdminParts } from "./admin-parts";
import { quotaOf } from "./read-quota";
import { createStoreBudget } from "./store-budget";

type Sample = { labels?: Record<string, string>; value: number };
type Family = { name: string; type: "gauge" | "counter"; help: string; samples: Sample[] };

const LANES = ["interactive", "standard", "batch"] as const;
const STATES = ["closed", "open", "half-open", "held"] as const;
const ANSWERS = ["hits", "stale", "misses", "shared", "denied"] as const;

/** The figures of the moment and the counts since counting began, for a collector. Free. */
export async function readMetrics(parts: AdminParts, _session: AdminSession): Promise<Family[]> {
  const { desk } = parts;
  const budget = createStoreBudget(desk.clock);
  const look = await budget.spend(desk.pump.look());
  await budget.spend(desk.recorder.flushAll());
  const { recent } = await budget.spend(parts.past.read("15m", look.now));
  const quota = quotaOf(desk, look);
  const { totals } = recent;
  const gauge = (name: string, help: string, samples: Sample[]): Family => ({
    ...{ name: `gammagate_${name}`, type: "gauge", help, samples },
  });
  const counter = (name: string, help: string, samples: Sample[]): Family => ({
    ...{ name: `gammagate_${name}`, type: "counter", help, samples },
  });
  return [
    gauge("quota_limit", "Calls a window allows now", [{ value: quota.limit }]),
    gauge("quota_used", "Slots that count now", [{ value: quota.used }]),
    gauge(
      "line_jobs",
      "Jobs that wait, by lane",
      LANES.map((lane, index) => ({
        labels: { lane },
        value: look.summary.line.filter((row) => row.lane === index + 1).length,
      })),
    ),
    gauge(
      "breaker",
      "1 for the state that each window's breaker is in",
      quota.windows.flatMap(({ name, breaker }) =>
        STATES.map((state) => ({
          labels: { window: name, state },
          value: breaker.state === state ? 1 : 0,
        })),
      ),
    ),
    gauge("outside_usage", "1 while the subscription is used elsewhere too", [
      { value: quota.outsideUsage ? 1 : 0 },
    ]),
    counter(
      "asks",
      "Asks, by how they were answered",
      ANSWERS.map((answer) => ({ labels: { answer }, value: totals[answer] })),
    ),
    counter(
      "upstream_calls",
      "Upstream calls, by how they ended",
      Object.entries(totals.outcomes).map(([outcome, value]) => ({ labels: { outcome }, value })),
    ),
  ];
}
