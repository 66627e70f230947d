import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";
import { becomeCallers, type Fleet, startFleet } from "../support/servers/fleet";
import { askHttp } from "../support/visitors/ask-http";

const REQUESTS = 1_000;
const CALLERS = 200;
const UPSTREAM_LATENCY_MS = 600;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({
    servers: 4,
    windowSeconds: 4,
    upstream: { latencyMs: UPSTREAM_LATENCY_MS },
    // Five processes on two cores: the judge's own latency must not look like a time-out.
    env: { UPSTREAM_TIMEOUT_SECONDS: "5" },
  });
});
afterAll(() => fleet.stop());

describe("1,000 requests for one symbol by 200 callers on 4 servers", () => {
  test("share one call, and are answered within 1.5 s of it at p95", async () => {
    const cookies = await becomeCallers(fleet.servers, CALLERS);
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, async (_, index) => {
        const server = fleet.servers[index % fleet.servers.length];
        const headers = { cookie: cookies[index % CALLERS] ?? "", prefer: "wait=60" };
        const { status, body } = await askHttp(`${server?.origin}/api/gex/SPY`, headers);
        return { status, body, at: performance.now() };
      }),
    );
    const [call] = fleet.upstream.arrivals();
    const landedAt = (call?.at ?? 0) + UPSTREAM_LATENCY_MS;
    const lags = answers.map(({ at }) => at - landedAt).sort((one, other) => one - other);
    const p95 = lags[Math.floor(lags.length * 0.95)] ?? Number.POSITIVE_INFINITY;
    console.log(
      `answered after the landing: p50 ${lags[500]?.toFixed()} ms, p95 ${p95.toFixed()} ms`,
    );

    expect(fleet.upstream.arrivals()).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(REQUESTS);
    const spots = answers.map(({ body }) => (JSON.parse(body) as SnapshotOf<"gex">).data.spot);
    expect(new Set(spots).size).toBe(1);
    expect(p95).toBeLessThanOrEqual(1_500);
  });
});
