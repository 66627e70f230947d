import { startFakeUpstream } from "../support/fake-upstream/fake-upstream";
import { startRedisServer } from "../support/store/redis-server";
import { type BenchOptions, readOptions } from "./bench-options";
import { type Row, renderBench } from "./bench-table";
import { contenders, findContender } from "./contenders/contenders";
import { ourGate } from "./contenders/our-gate";
import { LATENCY_MS } from "./cycle";
import { judge } from "./judge";
import { CLICK_EVERY_WINDOWS, KEPT_IN_LINE } from "./keep-asking";
import { PROCESSES, play } from "./play";
import { measureSteps, renderSteps } from "./step-cost";
import { verdictOf } from "./verdict";

/**
 * Compares our gate with other ways to share a quota, on a real Redis, real clocks and real HTTP:
 *   npm run bench:gate -- [--windows 3] [--window-seconds 12] [--only NAME]
 *
 * Each contender runs as four processes that want more than the limit allows. It is judged by the
 * arrivals at the upstream. Exits with 1 when ours let too many in or left the limit unused.
 * Run it on a quiet machine: on a busy one, delays count as unused slots.
 */

const LIMIT = 20;

async function main({ windows, windowSeconds, only }: BenchOptions): Promise<boolean> {
  const rule = { limit: LIMIT, windowMs: windowSeconds * 1_000 };
  const played = only === undefined ? contenders : [findContender(only)];
  console.log(sceneOf(windowSeconds, windows));
  const upstream = await startFakeUpstream({ latencyMs: LATENCY_MS, limits: "none" });
  const redis = await startRedisServer();
  const rows: Row[] = [];
  try {
    for (const contender of played) {
      const result = judge(await play(contender, { redis, upstream, rule, windows }));
      rows.push({ ...contender, result });
    }
    if (only === undefined)
      console.log(`\nSteps over loopback:\n${renderSteps(await measureSteps(redis))}`);
  } finally {
    await Promise.all([redis.stop(), upstream.close()]);
  }
  console.log(`\n${renderBench(rows)}`);
  const ours = rows.find(({ name }) => name === ourGate.name);
  const wrong = ours ? verdictOf(ours.result, rule) : [];
  for (const sentence of wrong) console.log(`\n${ourGate.name}: ${sentence}.`);
  return wrong.length === 0;
}

function sceneOf(windowSeconds: number, windows: number): string {
  const clickSeconds = (CLICK_EVERY_WINDOWS * windowSeconds).toFixed(1);
  return [
    `${LIMIT} calls in ${windowSeconds} s for ${PROCESSES} processes; windows played: ${windows}.`,
    `Each process keeps ${KEPT_IN_LINE} calls in line and clicks every ${clickSeconds} s.`,
    "Used: of limit / (window + e + latency); above 100 % is more than was allowed.",
    "Waits from ask to arrival: p50 / p95, s.",
  ].join("\n");
}

// The store and the processes end with this one.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
try {
  process.exitCode = (await main(readOptions(process.argv.slice(3)))) ? 0 : 1;
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
}
