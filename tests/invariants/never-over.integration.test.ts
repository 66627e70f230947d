import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "@/lib/contract/queue/ticket";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { becomeCallers, type Fleet, startFleet } from "../support/servers/fleet";

const SYMBOLS = Array.from({ length: 25 }, (_, index) => `SYM${index}`);

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ servers: 1, windowSeconds: 8, upstream: { latencyMs: 100 } });
});
afterAll(() => fleet.stop());

async function ask(symbol: string, cookie: string): Promise<Response> {
  const [server] = fleet.servers;
  const headers = { cookie, prefer: "wait=75" };
  return fetch(`${server?.origin}/api/gex/${symbol}`, { headers });
}

describe("25 callers asking for 25 symbols at once", () => {
  test("spend exactly the first window's limit, and all are answered", async () => {
    const cookies = await becomeCallers(fleet.servers, SYMBOLS.length);
    const answers = await Promise.all(
      SYMBOLS.map(async (symbol, index) => {
        const response = await ask(symbol, cookies[index] ?? "");
        return { status: response.status, body: (await response.json()) as Snapshot | Ticket };
      }),
    );
    const arrivals = fleet.upstream.arrivals();
    const firstAt = arrivals[0]?.at ?? 0;
    const inFirstWindow = arrivals.filter(({ at }) => at < firstAt + fleet.windowMs);

    expect(answers.map(({ status }) => status)).toEqual(SYMBOLS.map(() => 200));
    expect(answers.map(({ body }) => body.symbol)).toEqual(SYMBOLS);
    expect(inFirstWindow).toHaveLength(20);
    expect(arrivals).toHaveLength(25);
    expect(fleet.upstream.worstWindow(fleet.windowMs)).toBe(20);
  });
});
