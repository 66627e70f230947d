import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Ticket } from "@/lib/contract/ticket";
import { findTicket, readTicket } from "@/lib/desk/follow-ticket";
import { requestSnapshot } from "@/lib/desk/request-snapshot";
import { streamMine } from "@/lib/desk/stream-tickets";
import { createStore } from "@/lib/redis/create-store";
import { gexFigures } from "../cache/sample";
import { createSteppedClock, type SteppedClock } from "../support/stepped-clock";
import type { VirtualTime } from "../support/virtual-time";
import { asked, caller, createDeskRig } from "./desk-rig";

/** Longer than the window counts as full after it: what lands is dated before its ticket. */
const BACK_MS = 600_000;
const MINUTE_MS = 60_000;

afterEach(() => void vi.useRealTimers());

/** What needs the store, and hardly any time. */
async function soon<T>(clock: SteppedClock, answer: Promise<T>): Promise<T> {
  let isHere = false;
  const seen = answer.finally(() => {
    isHere = true;
  });
  while (!isHere) await clock.advance(1);
  return seen;
}

test("a ticket through a store's clock that goes back completes: waited for, streamed, read late", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  let [elapsedMs, backMs] = [0, 0];
  const startedAt = Date.now();
  // The store's clock goes by Date; those of the instances only go forward.
  const time: VirtualTime = {
    get now() {
      return startedAt + elapsedMs;
    },
    set now(moment) {
      elapsedMs = moment - startedAt;
      vi.setSystemTime(moment - backMs);
    },
  };
  const clock = createSteppedClock(time);
  const store = await createStore({ kind: "embedded" }, { clock: systemClock });
  const { desk, script } = createDeskRig(clock.counting(store), 20, MINUTE_MS, clock);
  script.set("SPY", () => {
    const asOf = new Date().toISOString();
    return { kind: "answered", arrived: true, figures: gexFigures(1), asOf };
  });
  // A call of just now keeps SPY in line by a spacing.
  const first = requestSnapshot(desk, asked("QQQ"));
  const reply = await soon(clock, requestSnapshot(desk, asked("SPY", { waitMs: 0 })));
  if (reply.kind !== "in-line") throw new Error(`not in line: ${reply.kind}`);
  const held = findTicket(desk, reply.ticket.ticket, caller());
  if ("kind" in held) throw new Error(held.slug);
  const open = new AbortController().signal;
  const waited = readTicket(desk, held, 3 * MINUTE_MS, open);
  const streamed: Ticket[] = [];
  void (async () => {
    for await (const ticket of streamMine(desk, caller(), open)) streamed.push(ticket);
  })();
  await clock.settle();
  backMs = BACK_MS;
  await clock.advance(3 * MINUTE_MS);
  await first;
  expect(await waited).toMatchObject({ ticket: { state: "completed" } });
  const ended = streamed.filter(({ state }) => state !== "queued" && state !== "running");
  expect(ended.map(({ symbol, state }) => `${symbol} ${state}`).sort()).toContain("SPY completed");
  const late = await soon(clock, readTicket(desk, held, 0, open));
  expect(late).toMatchObject({ ticket: { state: "completed" } });
  await store.close();
});
