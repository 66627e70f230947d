import { startFakeUpstream } from "./fake-upstream";

/**
 * The fake upstream as its own process:
 *   FAKE_UPSTREAM_PORT=4010 FAKE_UPSTREAM_WINDOW_MS=60000 node tests/support/run-typescript.mjs \
 *     tests/support/fake-upstream/fake-upstream-server.ts
 * It prints its base URL, then serves until it is stopped.
 */
const limit = Number(process.env.FAKE_UPSTREAM_LIMIT ?? 0);
const windowMs = Number(process.env.FAKE_UPSTREAM_WINDOW_MS ?? 60_000);
const v1Username = process.env.FAKE_UPSTREAM_V1_USERNAME;
const v2Key = process.env.FAKE_UPSTREAM_V2_KEY;

const upstream = await startFakeUpstream({
  port: Number(process.env.FAKE_UPSTREAM_PORT ?? 0),
  latencyMs: Number(process.env.FAKE_UPSTREAM_LATENCY_MS ?? 0),
  limits: { windowMs, ...(limit > 0 ? { account: limit } : {}) },
  ...(v1Username === undefined ? {} : { v1Username }),
  ...(v2Key === undefined ? {} : { v2Key }),
});
console.log(upstream.baseUrl);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => upstream.close());
