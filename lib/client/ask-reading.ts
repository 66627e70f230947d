import type { CompositeAnswer, Part } from "@/lib/contract/composite";
import type { Composite } from "@/lib/contract/resource";
import { browserPolicy } from "@/lib/policy";
import { isWaiting } from "./ask-store";
import { callServer } from "./call-server";
import { readCached } from "./read-cached";
import type { Tab } from "./tab";
import { readTicket } from "./take-ticket";
import { plainWanted, wantedName } from "./wanted-name";

/** What this tab calls a reading: `SPY psychology`. */
export function readingName(composite: Composite, symbol: string): string {
  return `${symbol} ${composite}`;
}

/** What the server reads from the parts it has, however old; false: not heard. Free: it asks the cache alone. */
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
 * A person pressed the refresh of a reading: spends one call for each of its parts that is missing
 * or no longer fresh, at the reading's own priority. Only a press may call it.
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
  tab.held.keepReading(reading);
  tab.held.keepQuota({ quota, readAt: tab.time.now() });
}

/**
 * A part that is newer than what is held is read from the cache; one in line by its ticket, which
 * may have ended since; one that failed says so.
 */
async function takePart(tab: Tab, symbol: string, part: Part): Promise<void> {
  const wanted = plainWanted(part.resource, symbol);
  const name = wantedName(wanted);
  const held = tab.held.snapshot(name);
  if (part.fetchedAt !== null && part.fetchedAt !== held?.snapshot.fetchedAt) {
    await readCached(tab, wanted);
  }
  if (part.ticket !== null) await readTicket(tab, part.ticket);
  if (part.problem !== null && part.problem !== "not-cached") {
    const detail = "This part was asked for and could not be had.";
    const refusal = { reason: part.problem, detail, readyAt: null };
    tab.asks.write(name, { kind: "refused", refusal });
  }
}
