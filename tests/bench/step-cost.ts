import { createGate } from "@/lib/gate/create-gate";
import type { Ask, Step } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import { systemClock } from "@/lib/clock";
import { startRedisServer } from "../support/redis-server";
import { limitOf, probeConfiguration } from "../support/gate-probe";

const KEY = "gammagate:gate:cost";
const server = process.argv[3] === "embedded" ? null : await startRedisServer();
const store = await createStore(server ? { kind: "redis", url: server.url } : { kind: "embedded" }, { clock: systemClock });
const gate = createGate({ store, key: KEY, clock: systemClock, configuration: { ...probeConfiguration, limitsAround: limitOf(1000), windowMs: 60000 } });
const ask = (index: number, caller: number): Ask => ({
  key: `v2:/tickers/SYM${index}`, window: "account", caller: `cAbCdEfGhIj${String(caller).padStart(2, "0")}`, priority: 1 + (index % 10), seen: 0, join: false, resume: 0, patience: 600_000,
});
const J = 500;
for (let from = 0; from < J; from += 50) await gate.step({ enter: Array.from({ length: 50 }, (_, i) => ask(from + i, (from + i) % 500)) });
for (let from = 0; from < J; from += 50) await gate.step({ enter: Array.from({ length: 50 }, (_, i) => ask(from + i, ((from + i) % 199 + 50) % 500)) });
const { summary } = await gate.step({});
console.log("line", summary.line.length, "tickets", summary.line.reduce((s, r) => s + r.tickets, 0));
console.log("bytes", await store.redis.eval("return #redis.call('GET', KEYS[1])", [KEY], []));
async function time(name: string, step: (i: number) => Partial<Step>) {
  if (server) await store.redis.eval("redis.call('CONFIG','RESETSTAT') return 1", [], []).catch(() => 0);
  const took: number[] = [];
  for (let i = 0; i < 400; i += 1) { const at = performance.now(); await gate.step(step(i)); took.push(performance.now() - at); }
  took.sort((a, b) => a - b);
  const info = server ? String(await store.redis.eval("return redis.call('INFO','all')", [], [])) : "";
  console.log(info.match(/latency_percentiles_usec_evalsha.*|cmdstat_evalsha.*/g)?.join(" "));
  console.log(name, "min", took[0]?.toFixed(2), "p10", took[40]?.toFixed(2), "p50", took[200]?.toFixed(2), "p99", took[396]?.toFixed(2));
}
await time("look", () => ({}));
await time("enter", (i) => ({ enter: [ask(i % 500, (i % 99))] }));
await time("claim", () => ({ room: 6 }));
await store.close(); await server?.stop();
