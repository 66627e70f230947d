import { beforeEach, describe, expect, test, vi } from "vitest";
import { createDesk } from "@/lib/desk/create-desk";
import { refreshSelected } from "@/lib/desk/snapshots/refresh-selected";
import { readCachedComposite, requestComposite } from "@/lib/desk/snapshots/request-composite";
import { readCached, requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { StoreFault } from "@/lib/store-fault";
import { pastOn } from "../metrics/past-rig";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./shared-gate/empty-store";

const store = emptyStore();
let rig: DeskRig;
beforeEach(() => {
  rig = createDeskRig(store());
});

const signal = () => new AbortController().signal;
const wanted = (symbols: readonly string[]) =>
  symbols.map((symbol) => ({ resource: "gex", symbol }) as const);

/** Reads the counts since the store was emptied, in total and by caller. */
async function counted() {
  await rig.desk.recorder.flushAll();
  const past = await pastOn(store()).read("15m", Date.now());
  const { hits, stale, misses, shared, denied } = past.totals;
  return { hits, stale, misses, shared, denied, callers: Object.keys(past.callers.callers) };
}
const counts = (over: Record<string, unknown>) => ({
  hits: 0,
  stale: 0,
  misses: 0,
  shared: 0,
  denied: 0,
  callers: ["c-me"],
  ...over,
});

describe("a scan's rows count as requests", () => {
  const scan = async (symbols: readonly string[], on = createDesk(rig.desk)) => {
    const request = { wanted: wanted(symbols), caller: caller(), isNewCookie: false, priority: 8 };
    const reply = await on.createScan(request);
    if (reply.kind === "refused") throw new Error(reply.detail);
    const stream = await on.streamScan(reply.owned, null);
    if (stream.kind !== "stream") throw new Error(stream.kind);
    for await (const { event } of stream.events(signal())) if (event === "end") break;
    on.stopScans();
  };

  test("counts fresh snapshots as hits, others as misses, once", async () => {
    await scan(["A", "B", "C"]);
    expect(await counted()).toEqual(counts({ misses: 3 }));
    await scan(["A", "B", "C", "D"]);
    expect(await counted()).toEqual(counts({ misses: 4, hits: 3 }));
    expect(rig.calls).toHaveLength(4);
  });

  test("counts a row that joins a call as shared", async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    rig.script.set("A", async () => {
      await answered;
      return { kind: "unknown-symbol", arrived: true };
    });
    const other = requestSnapshot(rig.desk, asked("A", { caller: caller("c-other") }));
    await expect.poll(() => rig.calls).toEqual(["A"]);
    const mine = scan(["A"]);
    await expect.poll(async () => (await counted()).shared).toBe(1);
    answer();
    await Promise.all([other, mine]);
    expect(await counted()).toMatchObject({ misses: 1, shared: 1, denied: 0 });
  });
});

test("counts one miss per call, even if a caller repeats", async () => {
  let answer = () => {};
  rig.script.set("A", async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return { kind: "unknown-symbol", arrived: true };
  });
  await requestSnapshot(rig.desk, asked("A", { waitMs: 0 }));
  await requestSnapshot(rig.desk, asked("A", { waitMs: 0 }));
  expect(await counted()).toEqual(counts({ misses: 1, shared: 1 }));
  await expect.poll(() => rig.calls).toEqual(["A"]);
  answer();
  await rig.desk.pump.idle();
});

describe("a request refused by the flood limit counts as denied", () => {
  beforeEach(async () => {
    // Date is frozen: the flood limit counts in fixed windows of 10 s, and none must end here.
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let ask = 0; ask < 60; ask += 1) await rig.desk.callers.countRequest(caller(), false);
    return () => void vi.useRealTimers();
  });

  const asks: [string, () => Promise<unknown>][] = [
    ["a snapshot", () => requestSnapshot(rig.desk, asked("SPY"))],
    [
      "a composite",
      () => {
        const composite = { composite: "gamma", symbol: "SPY", waitMs: 0, signal } as const;
        return requestComposite(rig.desk, { ...composite, caller: caller(), isNewCookie: false });
      },
    ],
    [
      "refresh selected",
      () => {
        const two = wanted(["SPY", "QQQ"]);
        return refreshSelected(rig.desk, {
          wanted: two,
          caller: caller(),
          isNewCookie: false,
          signal,
        });
      },
    ],
    [
      "a scan",
      () => {
        const request = { wanted: wanted(["SPY", "QQQ"]), priority: 8, isNewCookie: false };
        return createDesk(rig.desk).createScan({ ...request, caller: caller() });
      },
    ],
  ];
  test.each(asks)("%s", async (_, ask) => {
    expect(await ask()).toMatchObject({ kind: "refused", slug: "too-many-requests" });
    expect(await counted()).toEqual(counts({ denied: 1 }));
  });
});

describe("while the store is down", () => {
  /** Returns the same desk with a cache that fails. */
  const brokenDesk = () => {
    const fail = () => Promise.reject(new StoreFault("timeout"));
    const cache = { ...rig.desk.cache, read: fail, readMany: fail };
    return { ...rig.desk, cache };
  };
  const passive = { caller: caller(), isNewCookie: false, resource: "gex" } as const;

  test("counts a remembered snapshot as stale, not as denied", async () => {
    await requestSnapshot(rig.desk, asked("SPY"));
    const broken = brokenDesk();
    await requestSnapshot(broken, asked("SPY", { force: true }));
    await requestSnapshot(broken, asked("NONE"));
    await readCached(broken, { ...passive, symbol: "SPY" });
    await readCached(broken, { ...passive, symbol: "NONE" });
    expect(await counted()).toEqual(counts({ misses: 1, stale: 2, denied: 2 }));
  });

  test("counts each part of a composite", async () => {
    await requestSnapshot(rig.desk, asked("SPY"));
    const before = await counted();
    const { caller: by, isNewCookie } = passive;
    const composite = { composite: "gamma", symbol: "SPY", caller: by, isNewCookie } as const;
    await readCachedComposite(brokenDesk(), composite);
    const { stale } = await counted();
    await requestComposite(brokenDesk(), { ...composite, waitMs: 0, signal });
    expect(stale).toBeGreaterThan(before.stale);
    expect((await counted()).stale).toBe(2 * stale);
  });
});
