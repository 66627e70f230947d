import { systemClock } from "@/lib/clock";
import { createGate, type Gate } from "@/lib/gate/create-gate";
import type { Step } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { ask, limitOf, probeConfiguration } from "../support/gate-probe";
import { percentile } from "../support/measures";
import { renderTable } from "../support/render-table";

const KEY = "gammagate:gate:step-cost";
const LINES = [0, 100, 500];
const STEPS = 400;
const ASKS_A_STEP = 50;

/** A step on a line of so many jobs, each shared by two: ms over the wire, and the state's bytes. */
export type StepCost = { jobs: number; step: string; half: number; most: number; bytes: number };

/** What steps cost on this Redis, for lines of different lengths. */
export async function measureSteps(redisUrl: string): Promise<StepCost[]> {
  const store = await createStore({ kind: "redis", url: redisUrl }, { clock: systemClock });
  try {
    const costs: StepCost[] = [];
    for (const jobs of LINES) costs.push(...(await measureLine(store, jobs)));
    return costs;
  } finally {
    await store.close();
  }
}

export function renderSteps(costs: StepCost[]): string {
  return renderTable([
    ["jobs", "step", "p50, ms", "p99, ms", "state, KB"],
    ...costs.map(({ jobs, step, half, most, bytes }) => [
      ...[String(jobs), step, half.toFixed(2), most.toFixed(2), (bytes / 1_024).toFixed(1)],
    ]),
  ]);
}

async function measureLine(store: Store, jobs: number): Promise<StepCost[]> {
  await store.redis.del(KEY);
  const took: number[] = [];
  const gate = createGate({
    // Only the store's part: what an instance does with the reply is its own.
    store: { ...store, run: (...run) => timed(took, () => store.run(...run)) },
    key: KEY,
    clock: systemClock,
    configuration: { ...probeConfiguration, limitsAround: limitOf(10_000) },
  });
  await fill(gate, jobs);
  const costs: StepCost[] = [];
  const kinds: [string, (index: number) => Partial<Step>][] = [
    ["look", () => ({})],
    ["enter", (index) => ({ enter: [longAsk(index % Math.max(jobs, 1), index + 1_000)] })],
    ["claim", () => ({ room: 6 })],
  ];
  for (const [step, make] of kinds) {
    took.length = 0;
    for (let index = 0; index < STEPS; index += 1) await gate.step(make(index));
    const [half, most] = [percentile(took, 0.5) ?? 0, percentile(took, 0.99) ?? 0];
    const bytes = Number(await store.redis.strlen(KEY));
    costs.push({ jobs, step, half, most, bytes });
  }
  return costs;
}

async function fill(gate: Gate, jobs: number): Promise<void> {
  for (const round of [0, 500]) {
    for (let from = 0; from < jobs; from += ASKS_A_STEP) {
      const enter = Array.from({ length: ASKS_A_STEP }, (_, index) =>
        longAsk(from + index, from + index + round),
      );
      await gate.step({ enter });
    }
  }
}

/** As long as real keys and callers are. */
function longAsk(job: number, caller: number) {
  const key = `v2:/tickers/SYM${job}`;
  return ask(key, `cAbCdEfGh${String(caller).padStart(4, "0")}`, { key, priority: 1 + (job % 10) });
}

async function timed<T>(took: number[], run: () => Promise<T>): Promise<T> {
  const at = performance.now();
  try {
    return await run();
  } finally {
    took.push(performance.now() - at);
  }
}
