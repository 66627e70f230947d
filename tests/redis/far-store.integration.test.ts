import { type AddressInfo, connect } from "node:net";
import { createServer as createSecureServer } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createGate, type Gate } from "@/lib/gate/create-gate";
import { storePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { endsWithin } from "../support/ends-within";
import { type FaultProxy, startFaultProxy } from "../support/servers/fault-proxy";
import { selfSigned } from "../support/servers/self-signed";
import { ask, GATE_KEY, gateConfiguration } from "../support/store/gate-probe";
import { provideWires } from "../support/store/wires";

/**
 * A store so far away that a first step, which has to open its connection, takes longer than one try
 * has. Loopback answers TCP's own handshake at once: the two round trips of TLS and the step stand for
 * three of 175 ms.
 */
const ROUND_TRIP_MS = 262;
const TRUST = "NODE_TLS_REJECT_UNAUTHORIZED";

const wires = provideWires();
beforeAll(() => {
  process.env[TRUST] = "0";
});
afterAll(() => {
  delete process.env[TRUST];
});

/** TLS in front of a plain port of loopback. */
async function startTlsBefore(targetPort: number) {
  const server = createSecureServer(selfSigned(), (client) => {
    const target = connect(targetPort, "127.0.0.1");
    client.pipe(target).pipe(client);
    for (const socket of [client, target]) socket.on("error", () => {});
    client.on("close", () => target.destroy());
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, stop: () => server.close() };
}

describe.each(["upstash", "redis"] as const)("a far store over %s", (kind) => {
  let tls: Awaited<ReturnType<typeof startTlsBefore>>;
  let proxy: FaultProxy;
  let store: Store;
  let gate: Gate;

  beforeEach(async () => {
    const { bridge, server } = wires;
    await server().flushAll();
    tls = await startTlsBefore(
      kind === "redis" ? server().port : Number(new URL(bridge().url).port),
    );
    proxy = await startFaultProxy({ targetPort: tls.port });
    const host = `127.0.0.1:${proxy.port}`;
    store = await createStore(
      kind === "redis"
        ? { kind, url: `rediss://${host}` }
        : { kind, url: `https://${host}`, token: bridge().token },
      { clock: systemClock },
    );
    gate = createGate({
      store,
      key: GATE_KEY,
      clock: systemClock,
      configuration: gateConfiguration(),
    });
    // It works, and then its connection is closed in a quiet while.
    await gate.step({});
    proxy.reset();
    await expect.poll(() => proxy.connections()).toBe(0);
    proxy.setLatency(ROUND_TRIP_MS / 2);
  });
  afterEach(async () => {
    await store.close();
    await proxy.stop();
    tls.stop();
  });

  test("takes its opening step, once, within the budget", async () => {
    const startedAt = performance.now();
    const { grants } = await gate.step({ enter: [ask("SPY")], room: 6 });
    const tookMs = performance.now() - startedAt;
    expect(grants).toHaveLength(1);
    expect(tookMs).toBeGreaterThan(storePolicy.firstTryMs);
    expect(tookMs).toBeLessThan(storePolicy.requestBudgetMs);
    expect((await gate.step({})).summary.slots).toHaveLength(1);
  });

  test("that hangs is given up within the budget", async () => {
    proxy.hang();
    const refused = expect(gate.step({})).rejects.toBeInstanceOf(StoreFault);
    expect(await endsWithin(storePolicy.requestBudgetMs + 200, refused)).toBe(true);
  });
});
