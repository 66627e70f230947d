import { beforeEach, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { refreshSelected } from "@/lib/desk/snapshots/refresh-selected";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { findTicket } from "@/lib/desk/tickets/find-ticket";
import { readTicket } from "@/lib/desk/tickets/follow-ticket";
import { createKeys } from "@/lib/redis/keys";
import { gexFigures, headlineJob } from "../../cache/sample";
import { keys } from "../../callers/setup";
import { asked, caller, createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "./empty-store";

const HOUR_MS = 3_600_000;
/** Its spacing is 0.5 s, longer than the steps between two grants take on a busy machine. */
const WINDOW_MS = 120_000;
const KEY = "v2:/tickers/SPY";

const store = emptyStore();
let mine: DeskRig;
beforeEach(() => {
  mine = createDeskRig(store(), 1_000, WINDOW_MS);
});

/** Creates a deployment on the same gate with another prefix. */
function preview(): DeskRig {
  const others = createKeys({ prefix: "preview", quotaGroup: "test" });
  return createDeskRig(store(), 1_000, WINDOW_MS, systemClock, others);
}

/** Replaces the snapshot of SPY by an old one. */
async function putOldCopy(): Promise<void> {
  await store().redis.del(keys.snapshot(KEY));
  const fetchedAt = Date.now() - HOUR_MS;
  const answer = { figures: gexFigures(7), asOf: new Date(fetchedAt).toISOString() };
  await mine.desk.cache.write(headlineJob(KEY, "SPY"), answer, fetchedAt);
}

test("answers with data that another deployment loaded", async () => {
  await putOldCopy();
  const other = preview();
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  other.script.set("QQQ", async () => {
    await answered;
    return { kind: "unknown-symbol", arrived: true };
  });
  const waiting = requestSnapshot(other.desk, asked("QQQ", { caller: caller("c-other") }));
  await expect.poll(() => other.calls).toEqual(["QQQ"]);
  // Within one spacing of a grant, so the request stays queued. No one waits for it here.
  const reply = await requestSnapshot(mine.desk, asked("SPY", { waitMs: 0 }));
  if (reply.kind !== "queued") throw new Error(`not queued: ${reply.kind}`);
  const called = async () => {
    await other.desk.pump.snapshot();
    return other.calls;
  };
  await expect.poll(called, { timeout: 60_000 }).toEqual(["QQQ", "SPY"]);
  answer();
  await waiting;
  await other.desk.pump.idle();
  const owned = findTicket(mine.desk, reply.ticket.ticket, caller());
  if ("kind" in owned) throw new Error(owned.slug);
  const { signal } = new AbortController();
  expect(await readTicket(mine.desk, owned, 0, signal)).toMatchObject({
    ticket: { state: "completed", snapshot: { data: { spot: 1 } } },
  });
  expect(await requestSnapshot(mine.desk, asked("SPY"))).toMatchObject({
    snapshot: { source: "cache", data: { spot: 1 } },
  });
  expect(mine.calls).toEqual([]);
});

test("requests again when the snapshot is older than the result", async () => {
  await requestSnapshot(mine.desk, asked("SPY"));
  await putOldCopy();
  expect(await requestSnapshot(mine.desk, asked("SPY"))).toMatchObject({
    snapshot: { source: "upstream", data: { spot: 1 } },
  });
  expect(mine.calls).toEqual(["SPY", "SPY"]);
});

test("never returns an older snapshot as the awaited data", async () => {
  const { cache } = mine.desk;
  const write = cache.write.bind(cache);
  cache.write = async (...answer) => {
    cache.write = write;
    const kept = await write(...answer);
    await putOldCopy();
    return kept;
  };
  expect(await requestSnapshot(mine.desk, asked("SPY"))).toMatchObject({
    snapshot: { source: "stale", staleReason: "store-down", data: { spot: 1 } },
  });
});

test("never refreshes several symbols with older snapshots", async () => {
  await requestSnapshot(mine.desk, asked("SPY"));
  await putOldCopy();
  const wanted = [{ resource: "gex", symbol: "SPY" }] as const;
  const signal = () => new AbortController().signal;
  const reply = await refreshSelected(mine.desk, {
    wanted,
    caller: caller(),
    isNewCookie: false,
    signal,
  });
  expect(reply).toMatchObject({ kind: "refreshed", fresh: [], cost: 1 });
});
