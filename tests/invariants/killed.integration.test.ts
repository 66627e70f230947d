import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "@/lib/contract/queue/ticket";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { becomeCallers, type Fleet, startFleet } from "../support/servers/fleet";

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ servers: 2, windowSeconds: 6, upstream: { latencyMs: 400 } });
});
afterAll(() => fleet.stop());

async function ask(origin: string, symbol: string, cookie: string): Promise<Snapshot | Ticket> {
  const headers = { cookie, prefer: "wait=75" };
  const response = await fetch(`${origin}/api/gex/${symbol}`, { headers });
  return (await response.json()) as Snapshot | Ticket;
}

describe("a server killed with calls under way", () => {
  test("overspends nothing, and answers all who still wait", async () => {
    const [doomed, other] = fleet.servers;
    if (!doomed || !other) throw new Error("no servers");
    const cookies = await becomeCallers([other], 40);
    const lost = cookies
      .slice(0, 20)
      .map((cookie, index) => ask(doomed.origin, `DEAD${index}`, cookie).catch(() => null));
    const waiting = cookies
      .slice(20)
      .map((cookie, index) => ask(other.origin, `LIVE${index}`, cookie));
    while (fleet.upstream.arrivals().length < 8) await new Promise((done) => setTimeout(done, 20));
    await doomed.kill();
    await Promise.all(lost);
    const again = await fleet.addServer();
    // Those whose server died ask again elsewhere, as their browsers would.
    const asked = cookies.slice(0, 20).map((cookie, i) => ask(again.origin, `DEAD${i}`, cookie));
    const answers = await Promise.all([...waiting, ...asked]);

    expect(answers.filter((answer) => "data" in answer)).toHaveLength(40);
    expect(fleet.upstream.worstWindow(fleet.windowMs)).toBeLessThanOrEqual(20);
  });
});
