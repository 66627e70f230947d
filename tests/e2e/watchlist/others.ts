import { expect } from "@playwright/test";
import { becomeCallers, type Fleet } from "@/tests/support/servers/fleet";

/**
 * Other people's asks, each for a symbol of its own that begins with `letter`; resolves once all
 * but one window's worth, `limit`, stand in line.
 */
export async function askAsOthers(
  fleet: Fleet,
  { count, limit, letter }: { count: number; limit: number; letter: string },
): Promise<Promise<Response>[]> {
  const origin = fleet.servers[0]?.origin ?? "";
  const cookies = await becomeCallers(fleet.servers, count);
  const asks = cookies.map((cookie, index) =>
    fetch(`${origin}/api/gex/${letter}${index}`, { headers: { cookie, prefer: "wait=60" } }),
  );
  const queued = async () => (await (await fetch(`${origin}/api/queue-status`)).json()).queueSize;
  await expect.poll(queued).toBeGreaterThanOrEqual(count - limit);
  return asks;
}
