import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Ticket } from "@/lib/contract/queue/ticket";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { findTicket } from "@/lib/desk/tickets/find-ticket";
import { readTicket } from "@/lib/desk/tickets/follow-ticket";
import { streamMine } from "@/lib/desk/tickets/stream-tickets";
import { createStore } from "@/lib/redis/create-store";
import { gexFigures } from "../../cache/sample";
import { createSteppedClock, type SteppedClock } from "../../support/store/stepped-clock";
import type { VirtualTime } from "../../support/store/virtual-time";
import { asked, caller, createDeskRig } from "../desk-rig";

/** Longer than the window counts as full afterwards. So a result is dated before its ticket. */
const BACK_MS = 600_000;
const MINUTE_MS = 60_000;

afterEach(() => void vi.useRealTimers());

/** Waits for an answer that needs the store and almost no time. */
async function soon<T>(clock: SteppedClock, answer: Promise<T>): Promise<T> {
  let isHere = false;
  const seen = answer.finally(() => {
    isHere = true;
  });
  while (!isHere) await clock.advance(1);
  return seen;
}

test("completes a ticket when the store's clock goes back", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  let [elapsedMs, backMs] = [0, 0];
  const startedAt = Date.now();
  // The clock of the store follows Date. The clocks of the instances only go forward.
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
  // A call was just granted, so SPY stays queued for one spacing.
  const first = requestSnapshot(desk, asked("QQQ"));
  const reply = await soon(clock, requestSnapshot(desk, asked("SPY", { waitMs: 0 })));
  if (reply.kind !== "queued") throw new Error(`not queued: ${reply.kind}`);
  const owned = findTicket(desk, reply.ticket.ticket, caller());
  if ("kind" in owned) throw new Error(owned.slug);
  const open = new AbortController().signal;
  const waited = readTicket(desk, owned, 3 * MINUTE_MS, open);
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
  const late = await soon(clock, readTicket(desk, owned, 0, open));
  expect(late).toMatchObject({ ticket: { state: "completed" } });
  await store.close();
});
