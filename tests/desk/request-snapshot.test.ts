import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { CallOutcome } from "@/lib/contract/queue/job";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { gexFigures, headlineJob } from "../cache/sample";
import { keys } from "../callers/setup";
import { endsWithin } from "../support/ends-within";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";

let store: Store;
let rig: DeskRig;

beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  rig = createDeskRig(store);
});

const snapshotKey = keys.snapshot("v2:/tickers/SPY");

/** Replaces the snapshot of SPY by an older one. */
async function keepOldCopy(ageMs: number): Promise<void> {
  const [seconds] = await store.redis.time();
  const fetchedAt = Number(seconds) * 1_000 - ageMs;
  const job = headlineJob("v2:/tickers/SPY", "SPY");
  const asOf = new Date(fetchedAt).toISOString();
  await rig.desk.cache.write(job, { figures: gexFigures(7), asOf }, fetchedAt);
}

describe("the answer to a request", () => {
  test("is the upstream's data, then the cached snapshot", async () => {
    const first = await requestSnapshot(rig.desk, asked("SPY"));
    expect(first).toMatchObject({ kind: "snapshot", snapshot: { source: "upstream" } });
    const second = await requestSnapshot(rig.desk, asked("SPY"));
    expect(second).toMatchObject({ kind: "snapshot", snapshot: { source: "cache" } });
    expect(rig.calls).toEqual(["SPY"]);
  });

  test("is fetched again when the store dropped its snapshot", async () => {
    await requestSnapshot(rig.desk, asked("SPY"));
    await store.redis.del(snapshotKey);
    const again = await requestSnapshot(rig.desk, asked("SPY"));
    expect(again).toMatchObject({ kind: "snapshot", snapshot: { source: "upstream" } });
    expect(rig.calls).toEqual(["SPY", "SPY"]);
  });

  test("is a stale snapshot with a reason, else the problem", async () => {
    rig.script.set("SPY", () => ({ kind: "invalid", arrived: true, detail: "" }));
    expect(await requestSnapshot(rig.desk, asked("SPY"))).toMatchObject({
      kind: "refused",
      slug: "upstream-invalid-response",
    });
    await keepOldCopy(3_600_000);
    // The failure answers all requests for ten seconds, without a second call.
    expect(await requestSnapshot(rig.desk, asked("SPY"))).toMatchObject({
      kind: "snapshot",
      snapshot: { source: "stale", staleReason: "upstream-error", data: { spot: 7 } },
    });
    expect(rig.calls).toEqual(["SPY"]);
  });

  test("reaches local waiters when the store cannot store it", async () => {
    const full: Store = {
      ...store,
      run: (script, names, ...rest) =>
        names[0] === snapshotKey
          ? Promise.reject(new StoreFault("out-of-memory"))
          : store.run(script, names, ...rest),
    };
    rig = createDeskRig(full);
    const answer = await requestSnapshot(rig.desk, asked("SPY"));
    expect(answer).toMatchObject({ kind: "snapshot", snapshot: { data: { spot: 1 } } });
    const again = await requestSnapshot(rig.desk, asked("SPY"));
    expect(again).toMatchObject({ kind: "snapshot", snapshot: { data: { spot: 1 } } });
    expect(rig.calls).toEqual(["SPY"]);
  });

  test("has a retry time when a breaker outlasts the wait", async () => {
    rig.script.set("SPY", () => ({ kind: "limited", arrived: true, retryAfterSeconds: 30 }));
    const answer = await requestSnapshot(rig.desk, asked("SPY"));
    expect(answer).toMatchObject({ kind: "refused", slug: "breaker-open" });
    await keepOldCopy(3_600_000);
    const withCopy = requestSnapshot(rig.desk, asked("SPY"));
    expect(await endsWithin(1_000, withCopy)).toBe(true);
    expect(await withCopy).toMatchObject({
      kind: "snapshot",
      snapshot: { staleReason: "breaker-open" },
    });
    expect(rig.calls).toEqual(["SPY"]);
  });

  test("is a remembered snapshot without a store, else a refusal", async () => {
    await requestSnapshot(rig.desk, asked("SPY"));
    const down = createDeskRig({
      ...store,
      run: () => Promise.reject(new StoreFault("resting")),
    });
    Object.assign(down.desk, { lastKnown: rig.desk.lastKnown });
    expect(await requestSnapshot(down.desk, asked("SPY", { force: true }))).toMatchObject({
      kind: "snapshot",
    });
    expect(await requestSnapshot(down.desk, asked("QQQ"))).toMatchObject({
      kind: "refused",
      slug: "store-unavailable",
    });
  });

  test("ends at once when its client disconnects", async () => {
    let answerCall: (outcome: CallOutcome) => void = () => undefined;
    rig.script.set(
      "SPY",
      () =>
        new Promise<CallOutcome>((resolve) => {
          answerCall = resolve;
        }),
    );
    const left = new AbortController();
    const answer = requestSnapshot(
      rig.desk,
      asked("SPY", { signal: () => left.signal, waitMs: 60_000 }),
    );
    while (rig.calls.length === 0) await systemClock.sleep(5);
    await systemClock.sleep(20);
    left.abort();
    expect(await answer).toMatchObject({ kind: "queued" });
    answerCall({
      kind: "answered",
      arrived: true,
      figures: gexFigures(1),
      asOf: new Date().toISOString(),
    });
    await rig.desk.pump.idle();
  });
});

describe("a forced refresh", () => {
  const force = { force: true } as const;

  test("takes the caller's interval, and refuses the next one", async () => {
    await requestSnapshot(rig.desk, asked("SPY", force));
    const next = await requestSnapshot(rig.desk, asked("QQQ", force));
    expect(next).toMatchObject({ kind: "refused", slug: "cooling-down" });
    expect(rig.calls).toEqual(["SPY"]);
  });

  test("takes no interval when it joins a job", async () => {
    let answerCall: (outcome: CallOutcome) => void = () => undefined;
    rig.script.set(
      "SPY",
      () =>
        new Promise<CallOutcome>((resolve) => {
          answerCall = resolve;
        }),
    );
    const first = requestSnapshot(rig.desk, asked("SPY", { caller: caller("c-other") }));
    while (rig.calls.length === 0) await systemClock.sleep(5);
    const joined = requestSnapshot(rig.desk, asked("SPY", force));
    await systemClock.sleep(20);
    answerCall({
      kind: "answered",
      arrived: true,
      figures: gexFigures(1),
      asOf: new Date().toISOString(),
    });
    expect(await joined).toMatchObject({ kind: "snapshot", snapshot: { source: "upstream" } });
    await first;
    expect(await rig.desk.callers.takeRefresh(caller())).toMatchObject({ allowed: true });
  });

  test("gets its interval back when it is refused or fails", async () => {
    let fails = false;
    const flaky: Store = {
      ...store,
      run: (script, names, ...rest) => {
        const isMaking = names[0] === keys.gate && rest[0][0]?.includes('"joinOnly":false');
        if (fails && isMaking) return Promise.reject(new StoreFault("refused"));
        return store.run(script, names, ...rest);
      },
    };
    rig = createDeskRig(flaky);
    fails = true;
    expect(await requestSnapshot(rig.desk, asked("SPY", force))).toMatchObject({
      slug: "store-unavailable",
    });
    await systemClock.sleep(50);
    expect(await rig.desk.callers.takeRefresh(caller())).toMatchObject({ allowed: true });
  });

  test("counts against the same limit of unknown symbols", async () => {
    for (let asks = 0; asks < 5; asks += 1) await rig.desk.callers.countUnknown(caller().id);
    expect(await requestSnapshot(rig.desk, asked("NOPE", force))).toMatchObject({
      slug: "too-many-requests",
    });
    expect(rig.calls).toEqual([]);
  });
});
