import { beforeEach, describe, expect, test } from "vitest";
import { findTicket, readTicket } from "@/lib/desk/follow-ticket";
import type { SnapshotReply } from "@/lib/desk/request";
import { requestSnapshot } from "@/lib/desk/request-snapshot";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

/** So long that nothing else is granted within its spacing, 5 s, while a test runs. */
const WINDOW_MS = 1_200_000;

const store = emptyStore();
let rig: DeskRig;
/** The upstream says that a limit is reached: the breaker opens for a minute. */
let openBreaker: () => void;
/** Whoever asked for the call that was told so. */
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

/** Its end, while the line is looked at from its own instance. */
async function looking({ desk }: DeskRig, reply: Promise<SnapshotReply>): Promise<SnapshotReply> {
  const look = async () => {
    await desk.pump.look();
    return null;
  };
  let ended: SnapshotReply | null = null;
  while (!ended) ended = await Promise.race([reply, look()]);
  return ended;
}

describe("a request whose wait an open breaker outlasts", () => {
  test("keeps the place that its caller had before, though only another instance knows its holder", async () => {
    const reply = await requestSnapshot(rig.desk, asked("SPY", { waitMs: 0 }));
    if (reply.kind !== "in-line") throw new Error(`not in line: ${reply.kind}`);
    openBreaker();
    expect(await looking(rig, first)).toMatchObject({ slug: "breaker-open" });
    const other = createDeskRig(store(), 1_000, WINDOW_MS);
    const second = requestSnapshot(other.desk, asked("SPY", { waitMs: 5_000 }));
    expect(await looking(other, second)).toMatchObject({ slug: "breaker-open" });
    const held = findTicket(rig.desk, reply.ticket.ticket, caller());
    if ("kind" in held) throw new Error(held.slug);
    const { signal } = new AbortController();
    expect(await readTicket(rig.desk, held, 0, signal)).toMatchObject({
      ticket: { state: "queued" },
    });
  });

  test("gives up the place that it made, and a forced refresh gets its interval back", async () => {
    const refresh = requestSnapshot(rig.desk, asked("SPY", { force: true, waitMs: 5_000 }));
    const inLine = async () => (await rig.desk.pump.look(caller().id)).mine.length;
    await expect.poll(inLine, { interval: 1 }).toBe(1);
    openBreaker();
    expect(await looking(rig, refresh)).toMatchObject({ slug: "breaker-open" });
    await first;
    expect(await inLine()).toBe(0);
    expect(await rig.desk.callers.takeRefresh(caller())).toMatchObject({ allowed: true });
  });
});
