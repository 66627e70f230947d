import { isWaiting } from "@/lib/client/tab/ask-store";
import { callServer } from "@/lib/client/tab/call-server";
import type { Tab } from "@/lib/client/tab/tab";
import { wantedName } from "@/lib/client/tab/wanted-name";
import { wantedOf } from "@/lib/contract/market/name-wanted";
import type { Composite } from "@/lib/contract/market/resource";
import type { CompositeAnswer, Part } from "@/lib/contract/snapshot/composite";
import { browserPolicy } from "@/lib/policy";
import { readCached } from "./read-cached";
import { readTicket } from "./take-ticket";

/** Name of a reading in this tab: `SPY psychology`. */
export function readingName(composite: Composite, symbol: string): string {
  return `${symbol} ${composite}`;
}

/**
 * Reads what the server calculates from cached parts, however old. Returns false if the server did
 * not answer. Free.
 */
export async function readReading(
  tab: Tab,
  composite: Composite,
  symbol: string,
): Promise<boolean> {
  const path = `${address(composite, symbol)}?cached=1`;
  const answer = await callServer<CompositeAnswer>(tab, path);
  if (answer.kind === "answered") keep(tab, answer.body);
  return answer.kind === "answered";
}

/**
 * Refreshes a reading: one call for each part that is missing or stale, at the reading's priority.
 * Call it only when a person pressed Refresh.
 */
export async function askReading(tab: Tab, composite: Composite, symbol: string): Promise<void> {
  const name = readingName(composite, symbol);
  if (isWaiting(tab.asks.read(name))) return;
  tab.asks.write(name, { kind: "asking" });
  const answer = await callServer<CompositeAnswer>(tab, address(composite, symbol), {
    headers: { prefer: `wait=${browserPolicy.askWaitSeconds}` },
  });
  if (answer.kind === "refused") {
    tab.asks.write(name, { kind: "refused", refusal: answer.refusal });
    return;
  }
  keep(tab, answer.body);
  const { parts } = answer.body;
  await Promise.all(parts.map((part) => takePart(tab, symbol, part)));
  tab.asks.write(name, { kind: "idle" });
}

function address(composite: Composite, symbol: string): string {
  return `/api/${composite}/${encodeURIComponent(symbol)}`;
}

function keep(tab: Tab, { data: _figures, quota, ...reading }: CompositeAnswer): void {
  tab.cache.keepReading(reading);
  tab.cache.keepQuota({ quota, readAt: tab.time.now() });
}

/**
 * Takes one part of the answer. Newer data is read from the cache, a queued part by its ticket
 * (which may have ended since), and a failed part shows its reason.
 */
async function takePart(tab: Tab, symbol: string, part: Part): Promise<void> {
  const wanted = wantedOf(part.resource, symbol);
  const name = wantedName(wanted);
  const held = tab.cache.snapshot(name);
  if (part.fetchedAt !== null && part.fetchedAt !== held?.snapshot.fetchedAt) {
    await readCached(tab, wanted);
  }
  if (part.ticket !== null) await readTicket(tab, part.ticket);
  if (part.problem !== null && part.problem !== "not-cached") {
    const detail = "This dataset could not be loaded.";
    const refusal = { reason: part.problem, detail, readyAt: null };
    tab.asks.write(name, { kind: "refused", refusal });
  }
}
