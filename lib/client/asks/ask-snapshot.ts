import { type AskRefusal, isWaiting } from "@/lib/client/tab/ask-store";
import { callServer } from "@/lib/client/tab/call-server";
import type { Tab } from "@/lib/client/tab/tab";
import { wantedAddress, wantedName } from "@/lib/client/tab/wanted-name";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { RefreshAnswer } from "@/lib/contract/queue/refresh";
import type { Ticket } from "@/lib/contract/queue/ticket";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { browserPolicy } from "@/lib/policy";
import { readStatus } from "./read-status";
import { cacheSnapshot, takeTicket } from "./take-ticket";

/**
 * Refreshes one resource, or loads it if nothing is cached. Only this function and `askSelected`
 * make calls. Call them only when a person pressed a button.
 */
export async function askSnapshot(tab: Tab, wanted: Wanted): Promise<void> {
  const name = wantedName(wanted);
  if (isWaiting(tab.asks.read(name))) return;
  const isHeld = tab.cache.snapshot(name) !== null;
  tab.asks.write(name, { kind: "asking" });
  const answer = await callServer<Snapshot | Ticket>(
    tab,
    wantedAddress(wanted, isHeld ? { refresh: "1" } : {}),
    { headers: { prefer: `wait=${browserPolicy.askWaitSeconds}` } },
  );
  if (answer.kind === "refused") {
    refuse(tab, name, answer.refusal);
    // A refusal does not include the quota, and this one is caused by the quota's health.
    return isOfHealth(answer.refusal) ? readStatus(tab) : undefined;
  }
  if ("ticket" in answer.body) {
    takeTicket(tab, answer.body);
    // A ticket does not include the quota, which is the reason for the wait.
    return readStatus(tab);
  }
  cacheSnapshot(tab, answer.body);
  tab.asks.write(name, { kind: "idle" });
}

/** Refreshes the selected symbols: one request, at most one call per symbol. */
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
  for (const snapshot of answer.body.fresh) cacheSnapshot(tab, snapshot);
  for (const ticket of answer.body.tickets) takeTicket(tab, ticket);
  for (const { pointer, detail } of answer.body.rejected) reject(tab, asked, pointer, detail);
  // A symbol that is neither queued nor refused was answered.
  for (const symbol of asked) {
    if (tab.asks.read(symbol).kind === "asking") tab.asks.write(symbol, { kind: "idle" });
  }
  if (answer.body.tickets.length > 0) await readStatus(tab);
}

/** `pointer` is `/symbols/{index}` in the request. */
function reject(tab: Tab, asked: readonly string[], pointer: string, detail: string): void {
  const symbol = asked[Number(pointer.split("/").at(-1))];
  if (symbol === undefined) return;
  const refusal: AskRefusal = { reason: "invalid-request", detail, readyAt: null };
  tab.asks.write(symbol, { kind: "refused", refusal });
}

/** Whether a refusal concerns the upstream or the store, not the requested resource. */
function isOfHealth({ reason }: AskRefusal): boolean {
  return reason === "breaker-open" || reason === "store-unavailable" || /^upstream/.test(reason);
}

function refuse(tab: Tab, name: string, refusal: AskRefusal): void {
  if (refusal.reason === "cooling-down" && refusal.readyAt !== null) {
    // The caller's refresh interval applies to all rows, so it is no refusal of a row.
    tab.asks.coolDown(refusal.readyAt);
    tab.asks.write(name, { kind: "idle" });
    return;
  }
  tab.asks.write(name, { kind: "refused", refusal });
}

/** Cancels a queued request. The row is free at once. The server cancels the ticket afterwards. */
export async function cancelAsk(tab: Tab, name: string): Promise<void> {
  const ask = tab.asks.read(name);
  if (ask.kind !== "queued") return;
  tab.asks.write(name, { kind: "idle" });
  await callServer<null>(tab, `/api/tickets/${encodeURIComponent(ask.ticket)}`, {
    method: "DELETE",
  });
}
