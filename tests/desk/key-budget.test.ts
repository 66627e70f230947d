import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Caller } from "@/lib/callers/callers";
import { systemClock } from "@/lib/clock";
import { createScan } from "@/lib/desk/scans/create-scan";
import { createScanRuns } from "@/lib/desk/scans/scan-runs";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";

let store: Store;
let rig: DeskRig;

beforeAll(async () => {
  // In the middle of an hour, so that no budget begins anew meanwhile.
  vi.useFakeTimers({
    toFake: ["Date"],
    shouldAdvanceTime: true,
    now: Date.parse("2026-11-23T15:20:00Z"),
  });
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(async () => {
  await store.close();
  vi.useRealTimers();
});
beforeEach(async () => {
  await store.redis.flushdb();
  rig = createDeskRig(store);
});

const agent = (hourlyBudget: number): Caller => ({
  ...caller("k-agent"),
  key: { id: "12345678", role: "client", priority: null, hourlyBudget },
});

const ask = (symbol: string, by: Caller) =>
  requestSnapshot(rig.desk, asked(symbol, { caller: by }));

describe("a key with an hourly budget", () => {
  test("causes no more calls than that", async () => {
    expect(await ask("SPY", agent(2))).toMatchObject({ kind: "snapshot" });
    expect(await ask("QQQ", agent(2))).toMatchObject({ kind: "snapshot" });
    expect(await ask("IWM", agent(2))).toMatchObject({
      kind: "refused",
      slug: "too-many-requests",
      detail:
        "This access key has used its budget of 2 API calls for this hour. Saved data stays free.",
    });
    expect(rig.calls).toEqual(["SPY", "QQQ"]);
  });

  test("spends nothing on saved data, or on a call of someone else", async () => {
    await ask("SPY", caller("c-other"));
    const own = { caller: caller("c-other"), waitMs: 0 };
    await requestSnapshot(rig.desk, asked("QQQ", own));
    expect(await ask("SPY", agent(1))).toMatchObject({ snapshot: { source: "cache" } });
    expect(await ask("QQQ", agent(1))).toMatchObject({ kind: "snapshot" });
    expect(await ask("IWM", agent(1))).toMatchObject({ snapshot: { source: "upstream" } });
  });

  test("starts no scan", async () => {
    const runs = createScanRuns(rig.desk);
    const wanted = [{ resource: "gex", symbol: "SPY" }] as const;
    const scan = { wanted, priority: 8, caller: agent(100), isNewCookie: false };
    expect(await createScan(rig.desk, runs, scan)).toMatchObject({ slug: "forbidden" });
    expect(rig.calls).toEqual([]);
  });
});
