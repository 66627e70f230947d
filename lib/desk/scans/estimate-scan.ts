import type { CacheReading } from "@/lib/cache/cache";
import type { Caller } from "@/lib/callers/callers";
import type { SymbolWanted } from "@/lib/contract/market/wanted";
import { countRequest } from "@/lib/desk/answer/count-request";
import { isFresh } from "@/lib/desk/answer/present-snapshot";
import { failure, type Refusal } from "@/lib/desk/answer/refusal";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget, type StoreBudget } from "@/lib/desk/base/store-budget";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import type { RowEvent } from "@/lib/scans/stored-event";
import { scanWait } from "./scan-wait";

export type ScanAsked = {
  /** At least one, well formed, all of one resource and options, no symbol twice. */
  wanted: readonly SymbolWanted[];
  caller: Caller;
  isNewCookie: boolean;
};

/** What a scan would find: rows that fresh copies answer, and how long the other rows take. */
export type ScanPlan = {
  kind: "planned";
  ended: RowEvent[];
  cost: number;
  estimatedSeconds: number | null;
};

/** Estimates what a scan costs. Free: stores nothing and enters nothing. */
export async function estimateScan(
  desk: Pick<Services, "cache" | "callers" | "clock" | "pump" | "scans" | "upstream">,
  asked: ScanAsked,
): Promise<ScanPlan | Refusal> {
  const budget = createStoreBudget(desk.clock);
  const flood = await countRequest(desk, asked, budget);
  return flood ?? planScan(desk, asked, budget);
}

/** Like `estimateScan`, for a request that was already counted. */
export async function planScan(
  desk: Pick<Services, "cache" | "pump" | "scans" | "upstream">,
  { wanted }: ScanAsked,
  budget: StoreBudget,
): Promise<ScanPlan | Refusal> {
  const jobs = wanted.flatMap((one) => desk.upstream.jobFor(one) ?? []);
  const [first] = jobs;
  if (!first || jobs.length < wanted.length) return failure("not-offered");
  const keys = jobs.map(({ key }) => key);
  const readings = await readAll(desk, keys, budget, desk.scans.pieceOf(wanted));
  const gateSnapshot: GateSnapshot = await budget.spend(desk.pump.snapshot());
  const ended = readings.flatMap(({ snapshot, now }, index): RowEvent[] =>
    isFresh(snapshot, now) && snapshot.resource !== "setups"
      ? [{ event: "completed", row: index + 1, source: "cache", snapshot }]
      : [],
  );
  const cost = wanted.length - ended.length;
  const { estimatedWaitSeconds } = scanWait(gateSnapshot, cost, [], first.charges);
  return { kind: "planned", ended, cost, estimatedSeconds: estimatedWaitSeconds };
}

/** Reads in batches: two hundred curves are too much for one reply. */
async function readAll(
  { cache }: Pick<Services, "cache">,
  keys: readonly string[],
  budget: StoreBudget,
  size: number,
): Promise<CacheReading[]> {
  const readings: CacheReading[] = [];
  while (readings.length < keys.length) {
    const some = keys.slice(readings.length, readings.length + size);
    readings.push(...(await budget.spend(cache.readMany(some))));
  }
  return readings;
}
