import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { readDashboard } from "@/lib/desk/control-room/read-dashboard";
import { streamDashboard } from "@/lib/desk/control-room/stream-dashboard";
import { createMetricsLog } from "@/lib/metrics/metrics-log";
import { createRecorder } from "@/lib/metrics/recorder";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { keys } from "../callers/setup";
import { callAt } from "../metrics/past-rig";
import { chargesOf } from "../support/store/gate-probe";
import { createDeskRig, type DeskRig } from "./desk-rig";
import { createRoomRig } from "./room-rig";

let store: Store;
let rig: DeskRig;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  rig = createDeskRig(store, 1);
});

const askFor = (symbol: string, caller: string) => ({
  ...({
    key: `v2:/tickers/${symbol}`,
    charges: chargesOf(),
    caller,
    priority: 4,
    ifNewerThan: 0,
  } as const),
  kind: "v2:/tickers/*",
  joinOnly: false,
  issuedAt: 0,
  maxBreakerWaitMs: 60_000,
});

describe("the dashboard", () => {
  test("has a row for a caller with no call yet", async () => {
    const { desk } = rig;
    for (const symbol of ["ONE", "TWO", "SIX"]) {
      await desk.pump.enter(askFor(symbol, `c-${symbol}`));
    }
    const { parts, session } = await createRoomRig(store, desk);
    const { callers, line } = await readDashboard(parts, session, "15m");
    expect(line.length).toBeGreaterThan(0);
    const waiting = callers.map(({ label, waiting: count, lastSeenAt }) => [
      label,
      count,
      lastSeenAt,
    ]);
    const ofLine = line.flatMap(({ tickets }) => tickets.map(({ label }) => [label, 1, null]));
    expect(waiting.toSorted()).toEqual(ofLine.toSorted());
    await desk.pump.stop();
  });

  test("counts a deployment's calls once for all its versions", async () => {
    const { parts, session } = await createRoomRig(store, rig.desk);
    for (const version of ["0.1.0", "0.2.0"]) {
      const recorder = createRecorder({
        log: createMetricsLog({ store, keys }),
        now: systemClock.now,
        clock: systemClock,
        deployment: { name: "desk-1", version, region: "local" },
      });
      recorder.countCall(callAt(Date.now()));
      await recorder.flushAll();
    }
    const { deployments, totals } = await readDashboard(parts, session, "15m");
    const own = deployments.filter(({ name }) => name === "desk-1");
    expect(own.map(({ version }) => version).toSorted()).toEqual(["0.1.0", "0.2.0"]);
    expect(totals.calls).toBe(2);
    expect(own.map(({ calls }) => calls)).toEqual([2, 0]);
  });

  test("has each key's calls, share and waiting jobs", async () => {
    const { parts, session } = await createRoomRig(store, rig.desk);
    const { accessKeys } = parts;
    const wanted = { role: "client", priority: null, hourlyBudget: null, expiresAt: null } as const;
    const made = await accessKeys.create({ ...wanted, name: "Scanner bot", share: 1 }, "admin");
    if (made.kind !== "created") throw new Error("No key was made");
    const caller = `k${made.key.id}`;
    const asked = (symbol: string) => ({ ...askFor(symbol, caller), house: caller, share: 1 });
    for (const symbol of ["A", "B", "C", "D", "E", "F", "G", "H"]) {
      await rig.desk.pump.enter(asked(symbol));
    }
    await rig.desk.pump.enter(askFor("Z", "c-someone"));
    const keyUse = async () => (await readDashboard(parts, session, "15m")).keyUse;
    await expect.poll(async () => (await keyUse())[0]?.used).toBe(1);
    const [bot, others] = await keyUse();
    expect(bot).toMatchObject({ label: "Scanner bot", share: 1, level: "full", waiting: 7 });
    expect(bot?.waitingFor).toHaveLength(5);
    expect(bot?.waitingFor[0]).toEqual({ endpoint: "gex", symbol: "B" });
    expect(others).toEqual({
      ...{ caller: "others", label: "Without a key", used: 0, share: 0, level: null },
      ...{ waiting: 1, waitingFor: [{ endpoint: "gex", symbol: "Z" }] },
    });
    await rig.desk.pump.stop();
  });

  test("names each reason why calls stopped", async () => {
    const { parts, session } = await createRoomRig(store, rig.desk);
    const { recorder } = rig.desk;
    const window = { name: "month", state: "open" as const, outsideAt: 0 };
    const reasons = ["used-up", "limited", "held"];
    for (const [index, reason] of reasons.entries()) {
      const since = Date.now() - 3_000 + index;
      recorder.look({ queueSize: 0, windows: [{ ...window, reason, since }] });
    }
    await recorder.flushAll();
    const { breakerEvents } = await readDashboard(parts, session, "15m");
    expect(breakerEvents.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("quota of this period is used up"),
      expect.stringContaining("rate limit is reached"),
      expect.stringContaining("paused by an admin"),
    ]);
  });

  test("keeps streaming when its counts cannot be written", async () => {
    const { parts, session } = await createRoomRig(store, rig.desk);
    // A flush hangs while the receiver of an alert does not respond.
    const recorder = { ...rig.desk.recorder, flush: () => new Promise<void>(() => undefined) };
    const stuck = { ...parts, desk: { ...rig.desk, recorder } };
    const leave = new AbortController();
    let received = 0;
    for await (const _ of streamDashboard(stuck, session, "15m", leave.signal)) {
      received += 1;
      if (received === 2) leave.abort();
    }
    expect(received).toBe(2);
  });
});
