import { beforeEach, describe, expect, test } from "vitest";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { quotaOf } from "@/lib/desk/answer/read-quota";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { readQueue } from "@/lib/desk/queue/read-queue";
import { planScan } from "@/lib/desk/scans/estimate-scan";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { findTicket } from "@/lib/desk/tickets/find-ticket";
import { readTicket } from "@/lib/desk/tickets/follow-ticket";
import { streamTicket } from "@/lib/desk/tickets/stream-tickets";
import { quotaHeaders } from "@/lib/http/answer/answer";
import { asked, caller, createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();
let rig: DeskRig;
beforeEach(() => {
  rig = createDeskRig(store(), 20, WINDOW_MS);
});

const MINUTE = 60_000;
/** Its spacing is 2.5 s, longer than the steps between two grants take on a busy machine. */
const WINDOW_MS = 10 * MINUTE;
const SINCE = /^API calls are paused by an admin since \d\d:\d\d ET\.$/;
const hold = (forMs?: number) =>
  rig.desk.pump.control({
    kind: "hold",
    window: "account",
    ...(forMs === undefined ? {} : { forMs }),
  });
const quota = async () => quotaSchema.parse(quotaOf(rig.desk, await rig.desk.pump.snapshot()));

/** Creates a ticket that is queued before the pause. */
async function placeInLine() {
  let answer = () => {};
  rig.script.set("BUSY", () => new Promise(() => undefined));
  rig.desk.pump.places.once("given", () => answer());
  const given = new Promise<void>((resolve) => {
    answer = resolve;
  });
  // The next grant follows one spacing later. The pause comes before it.
  void requestSnapshot(rig.desk, asked("BUSY", { waitMs: 0 }));
  await given;
  const reply = await requestSnapshot(rig.desk, asked("SPY", { waitMs: 0 }));
  if (reply.kind !== "queued") throw new Error(`not queued: ${reply.kind}`);
  return reply.ticket;
}

describe("while an admin has paused calls", () => {
  test("reports the start of the pause, and no end", async () => {
    await hold();
    const paused = await quota();
    expect(paused).toMatchObject({ nextSlotInSeconds: null, health: "down" });
    expect(paused.breaker).toMatchObject({ state: "held", retryInSeconds: null });
    expect(paused.breaker.reason).toMatch(SINCE);
    expect(paused.windows[0]?.breaker.retryInSeconds).toBeNull();
    expect(quotaHeaders(paused).ratelimit).toBe('"upstream";r=0');
  });

  test("refuses a request without a retry time", async () => {
    await hold();
    const reply = await requestSnapshot(rig.desk, asked("SPY"));
    expect(reply).toMatchObject({ kind: "refused", slug: "breaker-open" });
    expect(reply).not.toHaveProperty("retryAfterSeconds");
    if (reply.kind === "refused") expect(reply.detail).toContain("paused by an admin since");
  });

  test("reports no time for tickets and queue, and why", async () => {
    const { ticket: id } = await placeInLine();
    await hold();
    const owned = findTicket(rig.desk, id, caller());
    if ("kind" in owned) throw new Error(owned.slug);
    const reply = await readTicket(rig.desk, owned, 0, new AbortController().signal);
    if (reply.kind !== "ticket") throw new Error(reply.slug);
    const ticket = ticketSchema.parse(reply.ticket);
    expect(ticket).toMatchObject({ state: "queued", estimatedWaitSeconds: null });
    expect(ticket.waitReason).toMatch(SINCE);
    const queue = await readQueue(rig.desk, caller());
    expect(queue.estimatedWaitSeconds).toBeNull();
    expect(queue.mine.find(({ symbol }) => symbol === "SPY")?.estimatedWaitSeconds).toBeNull();
  });

  test("reports the pause at once on streams, and keeps stepping", async () => {
    const { ticket: id } = await placeInLine();
    const owned = findTicket(rig.desk, id, caller());
    if ("kind" in owned) throw new Error(owned.slug);
    const stream = await streamTicket(rig.desk, owned);
    if (stream.kind === "refused") throw new Error(stream.slug);
    const left = new AbortController();
    const tickets = stream.tickets(left.signal)[Symbol.asyncIterator]();
    expect((await tickets.next()).value).toMatchObject({ state: "queued", waitReason: null });
    await hold();
    expect((await tickets.next()).value).toMatchObject({
      state: "queued",
      estimatedWaitSeconds: null,
      waitReason: expect.stringMatching(SINCE),
    });
    await expect(rig.desk.pump.snapshot()).resolves.toMatchObject({ nextSlotAt: Infinity });
    left.abort();
  });

  test("estimates no time for a scan", async () => {
    await hold();
    const wanted = [{ resource: "gex", symbol: "SPY" }] as const;
    const asker = { wanted, caller: caller(), isNewCookie: false };
    const plan = await planScan(rig.desk, asker, createStoreBudget(rig.desk.clock));
    expect(plan).toMatchObject({ kind: "planned", estimatedSeconds: null });
  });

  test("reports the end of a timed pause everywhere", async () => {
    await hold(30 * MINUTE);
    const paused = await quota();
    expect(paused.breaker.retryInSeconds).toBeGreaterThan(29 * 60);
    expect(paused.nextSlotInSeconds).toBeGreaterThan(29 * 60);
    expect(paused.breaker.reason).toMatch(/since \d\d:\d\d ET until \d\d:\d\d ET\.$/);
    const reply = await requestSnapshot(rig.desk, asked("SPY"));
    expect(reply).toHaveProperty("retryAfterSeconds");
  });
});
