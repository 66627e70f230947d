import type { CacheReading } from "@/lib/cache/cache";
import type { Caller } from "@/lib/callers/callers";
import type { Wanted } from "@/lib/contract/wanted";
import type { Look } from "@/lib/gate/look";
import { scanPolicy } from "@/lib/policy";
import type { RowEvent } from "@/lib/scans/stored-event";
import { countRequest } from "./count-request";
import type { DeskParts } from "./parts";
import { isFresh } from "./present-snapshot";
import { failure, type Refusal } from "./refusal";
import { scanWait } from "./scan-wait";
import { createStoreBudget, type StoreBudget } from "./store-budget";

export type ScanAsked = {
  /** Well formed, all of one resource and choice, no symbol twice; at least one. */
  wanted: readonly Wanted[];
  caller: Caller;
  isNewCookie: boolean;
};

/** What a scan would find: the rows that fresh copies answer, and how long the others take. */
export type ScanPlan = {
  kind: "planned";
  ended: RowEvent[];
  cost: number;
  estimatedSeconds: number;
};

/** What a scan would cost. Free: nothing is kept, nothing enters the line. */
export async function estimateScan(desk: DeskParts, asked: ScanAsked): Promise<ScanPlan | Refusal> {
  const budget = createStoreBudget(desk.clock);
  const flood = await countRequest(desk, asked, budget);
  return flood ?? planScan(desk, asked, budget);
}

/** The same for one that was counted. */
export async function planScan(
  desk: DeskParts,
  { wanted }: ScanAsked,
  budget: StoreBudget,
): Promise<ScanPlan | Refusal> {
  const jobs = wanted.flatMap((one) => desk.upstream.jobFor(one) ?? []);
  const [first] = jobs;
  if (!first || jobs.length < wanted.length) return failure("not-offered");
  const readings = await readAll(
    desk,
    jobs.map(({ key }) => key),
    budget,
    first.resource,
  );
  const look: Look = await budget.spend(desk.pump.look());
  const ended = readings.flatMap(({ snapshot, now }, index): RowEvent[] =>
    isFresh(snapshot, now)
      ? [{ event: "completed", row: index + 1, source: "cache", snapshot }]
      : [],
  );
  const cost = wanted.length - ended.length;
  const { estimatedWaitSeconds } = scanWait(look, cost, [], first.window);
  return { kind: "planned", ended, cost, estimatedSeconds: estimatedWaitSeconds };
}

/** In pieces: two hundred curves are more than one reply should hold. */
async function readAll(
  { cache }: DeskParts,
  keys: readonly string[],
  budget: StoreBudget,
  resource: Wanted["resource"],
): Promise<CacheReading[]> {
  const size = Math.floor(scanPolicy.pieceKilobytes / scanPolicy.rowKilobytes[resource]);
  const readings: CacheReading[] = [];
  while (readings.length < keys.length) {
    const some = keys.slice(readings.length, readings.length + size);
    readings.push(...(await budget.spend(cache.readMany(some))));
  }
  return readings;
}
