import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import type { Visitor } from "../../support/visitors/http-visitor";

let site: Deployment;
let visitor: Visitor;
beforeAll(async () => {
  site = await startDeployment({ wire: "rest" });
  visitor = await site.visit();
  await site.opened();
});
afterAll(() => site?.stop());

const callsFor = (symbol: string) =>
  site.upstream.arrivals().filter((arrival) => arrival.symbol === symbol).length;

async function answersOnce(symbol: string): Promise<void> {
  const answer = await visitor.get(`/api/gex/${symbol}`);
  expect(answer.status, answer.text).toBe(200);
  expect(snapshotSchema.parse(answer.body)).toMatchObject({ symbol, source: "upstream" });
  expect(callsFor(symbol)).toBe(1);
}

test("answers an ask by one call over HTTP", () => answersOnce("PLAIN"));

test("resends scripts that the store forgot", async () => {
  await site.redis.command("SCRIPT", "FLUSH");
  await answersOnce("FORGOT");
});

test("resends scripts forgotten between concurrent asks", async () => {
  const symbols = Array.from({ length: 10 }, (_, index) => `MIXED${index}`);
  const asks = symbols.map((symbol) => answersOnce(symbol));
  for (let times = 0; times < 20; times += 1) {
    await site.redis.command("SCRIPT", "FLUSH");
    await pause(10);
  }
  await Promise.all(asks);
});

/** Which of the requests that an ask makes loses its reply: flood, cache, unknown, enter and claim… */
test.each([0, 1, 2, 3, 4, 5, 6])(
  "makes one call when the reply to request %i is lost",
  async (number) => {
    const symbol = `LOST${number}`;
    const bridge = site.rest;
    if (!bridge) throw new Error("not over HTTP");
    const from = bridge.requests();
    const asked = visitor.get(`/api/gex/${symbol}`);
    while (bridge.requests() < from + number) await new Promise(setImmediate);
    bridge.loseNextReply();
    const first = await asked;
    expect([200, 503]).toContain(first.status);
    const end = first.status === 200 ? first : await visitor.get(`/api/gex/${symbol}`);
    expect(snapshotSchema.parse(end.body).symbol).toBe(symbol);
    expect(callsFor(symbol)).toBe(1);
  },
);

test("never reveals the upstream's key or the store's token", async () => {
  await site.expectNoKey();
  expect(site.server.output()).not.toContain(site.rest?.token);
});
