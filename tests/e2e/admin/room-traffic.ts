import { expect } from "@playwright/test";
import { becomeCallers, type Fleet } from "@/tests/support/servers/fleet";
import { askAsOthers } from "../watchlist/others";

/**
 * A window's worth of mixed traffic: calls that land, fail and are refused by the upstream, asks that
 * are answered by a copy or share a call, and some that still stand in line when it resolves.
 */
export async function makeTraffic(fleet: Fleet): Promise<void> {
  const origin = fleet.servers[0]?.origin ?? "";
  const [one = "", two = "", three = ""] = await becomeCallers(fleet.servers, 3);
  const ask = async (path: string, cookie: string) => {
    const answer = await fetch(`${origin}${path}`, { headers: { cookie, prefer: "wait=20" } });
    await answer.arrayBuffer();
    return answer.status;
  };
  fleet.upstream.script({ symbol: "FAILS" }, { kind: "failing", status: 500 });
  fleet.upstream.script({ symbol: "NOPE" }, { kind: "unknown-symbol" });
  for (const symbol of ["SPY", "QQQ", "IWM"])
    expect(await ask(`/api/gex/${symbol}`, one)).toBe(200);
  for (const cookie of [one, two, two, three]) expect(await ask("/api/gex/SPY", cookie)).toBe(200);
  expect(await ask("/api/curve/SPY", two)).toBe(200);
  expect(await ask("/api/gex/NOPE", three)).toBe(404);
  expect(await ask("/api/gex/FAILS", three)).toBeGreaterThanOrEqual(500);
  const shared = [one, two, three].map((cookie) => ask("/api/history/SPY", cookie));
  expect(await Promise.all(shared)).toEqual([200, 200, 200]);
  // Outside usage: the upstream refuses although our own window has free slots.
  fleet.upstream.script({ symbol: "LIMIT" }, { kind: "limited", retryAfter: "1" });
  expect(await ask("/api/gex/LIMIT", one)).toBe(200);
  const asks = await askAsOthers(fleet, { count: 26, limit: 20, letter: "L" });
  // The last of them wait longer than the servers live.
  void Promise.allSettled(asks);
}
