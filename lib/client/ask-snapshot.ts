import type { RefreshAnswer } from "@/lib/contract/refresh";
import type { Snapshot } from "@/lib/contract/snapshot";
import type { Ticket } from "@/lib/contract/ticket";
import type { Wanted } from "@/lib/contract/wanted";
import { browserPolicy } from "@/lib/policy";
import { isWaiting, type Refusal } from "./ask-store";
import { callServer } from "./call-server";
import { readStatus } from "./read-status";
import type { Tab } from "./tab";
import { land, takeTicket } from "./take-ticket";
import { wantedAddress, wantedName } from "./wanted-name";

/**
 * A person pressed Refresh, or Load where nothing is held. Only this and `askSelected` can spend,
 * and only a press may call them.
 */
export async function askSnapshot(tab: Tab, wanted: Wanted): Promise<void> {
  const name = wantedName(wanted);
  if (isWaiting(tab.asks.read(name))) return;
  const isHeld = tab.held.snapshot(name) !== null;
  tab.asks.write(name, { kind: "asking" });
  const answer = await callServer<Snapshot | Ticket>(
    tab,
    wantedAddress(wanted, isHeld ? { refresh: "1" } : {}),
    { headers: { prefer: `wait=${browserPolicy.askWaitSeconds}` } },
  );
  if (answer.kind === "refused") {
    refuse(tab, name, answer.refusal);
    // A refusal does not tell the quota either, and this one is because of its health.
    return isOfHealth(answer.refusal) ? readStatus(tab) : undefined;
  }
  if ("ticket" in answer.body) {
    takeTicket(tab, answer.body);
    // A ticket does not tell the quota, and the wait is because of it.
    return readStatus(tab);
  }
  land(tab, answer.body);
  tab.asks.write(name, { kind: "idle" });
}

/** A person pressed Refresh selected: one request, at most one call for each symbol. */
export async function askSelected(tab: Tab, symbols: readonly string[]): Promise<void> {
  const asked = symbols.filter((symbol) => !isWaiting(tab.asks.read(symbol)));
  if (asked.length === 0) return;
  for (const symbol of asked) tab.asks.write(symbol, { kind: "asking" });
  const answer = await callServer<RefreshAnswer>(tab, "/api/refresh", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ symbols: asked, resource: "gex" }),
  });
  if (answer.kind === "refused") {
    for (const symbol of asked) refuse(tab, symbol, answer.refusal);
    return;
  }
  for (const snapshot of answer.body.fresh) land(tab, snapshot);
  for (const ticket of answer.body.tickets) takeTicket(tab, ticket);
  for (const { pointer, detail } of answer.body.rejected) reject(tab, asked, pointer, detail);
  // What neither waits nor was refused is answered.
  for (const symbol of asked) {
    if (tab.asks.read(symbol).kind === "asking") tab.asks.write(symbol, { kind: "idle" });
  }
  if (answer.body.tickets.length > 0) await readStatus(tab);
}

/** `pointer` is `/symbols/{index}` in what was asked. */
function reject(tab: Tab, asked: readonly string[], pointer: string, detail: string): void {
  const symbol = asked[Number(pointer.split("/").at(-1))];
  if (symbol === undefined) return;
  const refusal: Refusal = { reason: "invalid-request", detail, readyAt: null };
  tab.asks.write(symbol, { kind: "refused", refusal });
}

/** Whether a refusal is about the upstream or the store, and not about what was asked. */
function isOfHealth({ reason }: Refusal): boolean {
  return reason === "breaker-open" || reason === "store-unavailable" || /^upstream/.test(reason);
}

function refuse(tab: Tab, name: string, refusal: Refusal): void {
  if (refusal.reason === "cooling-down" && refusal.readyAt !== null) {
    // The caller's own interval holds for every row, so it is no row's refusal.
    tab.asks.coolDown(refusal.readyAt);
    tab.asks.write(name, { kind: "idle" });
    return;
  }
  tab.asks.write(name, { kind: "refused", refusal });
}

/** A person gave the place up. The row is free at once; the line hears of it meanwhile. */
export async function giveUp(tab: Tab, name: string): Promise<void> {
  const ask = tab.asks.read(name);
  if (ask.kind !== "in-line") return;
  tab.asks.write(name, { kind: "idle" });
  await callServer<null>(tab, `/api/tickets/${encodeURIComponent(ask.ticket)}`, {
    method: "DELETE",
  });
}
