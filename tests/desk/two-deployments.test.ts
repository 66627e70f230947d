import { beforeEach, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { findTicket, readTicket } from "@/lib/desk/follow-ticket";
import { refreshSelected } from "@/lib/desk/refresh-selected";
import { requestSnapshot } from "@/lib/desk/request-snapshot";
import { createKeys } from "@/lib/redis/keys";
import { gexFigures, headlineJob } from "../cache/sample";
import { keys } from "../callers/setup";
import { probeConfiguration } from "../support/gate-probe";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

const HOUR_MS = 3_600_000;
const KEY = "v2:/tickers/SPY";

const store = emptyStore();
let mine: DeskRig;
beforeEach(() => {
  mine = createDeskRig(store());
});

/** A deployment at the same gate under another prefix. */
function preview(): DeskRig {
  const { windowMs } = probeConfiguration;
  const others = createKeys({ prefix: "preview", quotaGroup: "test" });
  return createDeskRig(store(), 1_000, windowMs, systemClock, others);
}

/** In place of whatever copy of SPY there is. */
async function putOldCopy(): Promise<void> {
  await store().redis.del(keys.snapshot(KEY));
  const fetchedAt = Date.now() - HOUR_MS;
  const answer = { figures: gexFigures(7), asOf: new Date(fetchedAt).toISOString() };
  await mine.desk.cache.write(headlineJob(KEY, "SPY"), answer, fetchedAt);
}

test("what another deployment at the gate was answered is the answer of whoever asked for it here", async () => {
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
  // Within a spacing, so that it stays in line; and nobody waits for it here.
  const reply = await requestSnapshot(mine.desk, asked("SPY", { waitMs: 0 }));
  if (reply.kind !== "in-line") throw new Error(`not in line: ${reply.kind}`);
  const called = async () => {
    await other.desk.pump.look();
    return other.calls;
  };
  await expect.poll(called, { timeout: 10_000 }).toEqual(["QQQ", "SPY"]);
  answer();
  await waiting;
  await other.desk.pump.idle();
  const held = findTicket(mine.desk, reply.ticket.ticket, caller());
  if ("kind" in held) throw new Error(held.slug);
  const { signal } = new AbortController();
  expect(await readTicket(mine.desk, held, 0, signal)).toMatchObject({
    ticket: { state: "completed", snapshot: { data: { spot: 1 } } },
  });
  expect(await requestSnapshot(mine.desk, asked("SPY"))).toMatchObject({
    snapshot: { source: "cache", data: { spot: 1 } },
  });
  expect(mine.calls).toEqual([]);
});

test("an older copy than what landed is not told as it: it is asked for again", async () => {
  await requestSnapshot(mine.desk, asked("SPY"));
  await putOldCopy();
  expect(await requestSnapshot(mine.desk, asked("SPY"))).toMatchObject({
    snapshot: { source: "upstream", data: { spot: 1 } },
  });
  expect(mine.calls).toEqual(["SPY", "SPY"]);
});

test("an older copy than what was waited for is not told as the upstream's answer", async () => {
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

test("a refresh of several, too, tells no older copy as what landed", async () => {
  await requestSnapshot(mine.desk, asked("SPY"));
  await putOldCopy();
  const wanted = [{ resource: "gex", symbol: "SPY" }] as const;
  const signal = () => new AbortController().signal;
  const reply = await refreshSelected(mine.desk, {
    ...{ wanted, caller: caller(), isNewCookie: false, signal },
  });
  expect(reply).toMatchObject({ kind: "refreshed", fresh: [], cost: 1 });
});
