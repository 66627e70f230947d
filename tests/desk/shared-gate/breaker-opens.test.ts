import { beforeEach, describe, expect, test } from "vitest";
import type { SnapshotReply } from "@/lib/desk/answer/snapshot-job";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { findTicket } from "@/lib/desk/tickets/find-ticket";
import { readTicket } from "@/lib/desk/tickets/follow-ticket";
import { asked, caller, createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "./empty-store";

/** Long enough that its spacing, 5 s, allows only one grant while a test runs. */
const WINDOW_MS = 1_200_000;

const store = emptyStore();
let rig: DeskRig;
/** Lets the upstream report its limit as reached. The breaker opens for a minute. */
let openBreaker: () => void;
/** The request whose call is rate-limited. */
let first: Promise<SnapshotReply>;

beforeEach(async () => {
  rig = createDeskRig(store(), 1_000, WINDOW_MS);
  const isToOpen = new Promise<void>((resolve) => {
    openBreaker = resolve;
  });
  rig.script.set("QQQ", async () => {
    await isToOpen;
    return { kind: "limited", arrived: true, retryAfterSeconds: 60 };
  });
  first = requestSnapshot(rig.desk, asked("QQQ", { caller: caller("c-other") }));
  await expect.poll(() => rig.calls, { interval: 1 }).toEqual(["QQQ"]);
});

/** Waits for the reply while its instance keeps reading the gate. */
async function looking({ desk }: DeskRig, reply: Promise<SnapshotReply>): Promise<SnapshotReply> {
  const gateSnapshot = async () => {
    await desk.pump.snapshot();
    return null;
  };
  let ended: SnapshotReply | null = null;
  while (!ended) ended = await Promise.race([reply, gateSnapshot()]);
  return ended;
}

describe("a request whose wait an open breaker outlasts", () => {
  test("keeps an earlier ticket that another instance created", async () => {
    const reply = await requestSnapshot(rig.desk, asked("SPY", { waitMs: 0 }));
    if (reply.kind !== "queued") throw new Error(`not queued: ${reply.kind}`);
    openBreaker();
    expect(await looking(rig, first)).toMatchObject({ slug: "breaker-open" });
    const other = createDeskRig(store(), 1_000, WINDOW_MS);
    const second = requestSnapshot(other.desk, asked("SPY", { waitMs: 5_000 }));
    expect(await looking(other, second)).toMatchObject({ slug: "breaker-open" });
    const owned = findTicket(rig.desk, reply.ticket.ticket, caller());
    if ("kind" in owned) throw new Error(owned.slug);
    const { signal } = new AbortController();
    expect(await readTicket(rig.desk, owned, 0, signal)).toMatchObject({
      ticket: { state: "queued" },
    });
  });

  test("cancels its new ticket and returns a forced interval", async () => {
    const refresh = requestSnapshot(rig.desk, asked("SPY", { force: true, waitMs: 5_000 }));
    const inLine = async () => (await rig.desk.pump.snapshot(caller().id)).mine.length;
    await expect.poll(inLine, { interval: 1 }).toBe(1);
    openBreaker();
    expect(await looking(rig, refresh)).toMatchObject({ slug: "breaker-open" });
    await first;
    expect(await inLine()).toBe(0);
    expect(await rig.desk.callers.takeRefresh(caller())).toMatchObject({ allowed: true });
  });
});
