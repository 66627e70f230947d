import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { SymbolWanted } from "@/lib/contract/market/wanted";
import type { CallOutcome } from "@/lib/contract/queue/job";
import { createExecute } from "@/lib/desk/snapshots/execute-call";
import type { GrantedCall } from "@/lib/gate/pump/flights";
import { callerPolicy, gatePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { gexFigures, headlineJob, spotOf } from "../cache/sample";
import { permitFor } from "../support/store/permit";
import { caller, createDeskRig, type DeskRig } from "./desk-rig";

const KEY = "v2:/tickers/SPY";
const JOB = headlineJob(KEY, "SPY");

let store: Store;
let rig: DeskRig;
let now: number;

beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  rig = createDeskRig(store);
  now = Date.now();
});

function granted(over: Partial<GrantedCall> = {}): GrantedCall {
  const times = { since: now - 1_000, grantedAt: now, storeNow: () => now };
  const send = () => permitFor();
  return {
    key: KEY,
    caller: caller().id,
    attempt: 1,
    priority: 4,
    request: "step",
    ...times,
    send,
    ...over,
  };
}

const execute = (call: GrantedCall) => createExecute(rig.desk)(call);

describe("a granted call", () => {
  test("stores its result before it reports the end", async () => {
    expect(await execute(granted())).toMatchObject({
      slot: "arrived",
      job: "landed",
      verdict: "answered",
      fetchedAt: now,
    });
    const { snapshot } = await rig.desk.cache.read(KEY);
    expect(Date.parse(snapshot?.fetchedAt ?? "")).toBe(now);
  });

  test("is not made when too late, and returns its slot", async () => {
    expect(await execute(granted({ send: () => null }))).toMatchObject({
      slot: "unsent",
      job: "again",
    });
    expect(rig.calls).toEqual([]);
  });

  test("returns its slot when it connects too late", async () => {
    rig.script.set("SPY", () => ({ kind: "too-late", arrived: false }));
    const ended: unknown[] = [];
    const parts = { ...rig.desk, ended: (call: unknown) => void ended.push(call) };
    expect(await createExecute(parts)(granted())).toMatchObject({
      slot: "unsent",
      job: "again",
      verdict: "none",
    });
    expect(ended).toEqual([]);
    expect((await rig.desk.cache.read(KEY)).failure).toBeNull();
  });

  test("uses the stored result of a try whose process died", async () => {
    const answer = { figures: gexFigures(5), asOf: new Date(now).toISOString() };
    await rig.desk.cache.write(JOB, answer, now - 500);
    expect(await execute(granted({ attempt: 2 }))).toMatchObject({
      slot: "unsent",
      job: "landed",
      fetchedAt: now - 500,
    });
    expect(rig.calls).toEqual([]);
  });

  test("is made again when the stored result is older", async () => {
    const answer = { figures: gexFigures(5), asOf: new Date(now).toISOString() };
    await rig.desk.cache.write(JOB, answer, now - 2_000);
    expect(await execute(granted({ attempt: 2 }))).toMatchObject({ job: "landed", fetchedAt: now });
    expect(rig.calls).toEqual(["SPY"]);
  });

  test("is queued again when limited, and fails at the last try", async () => {
    rig.script.set("SPY", () => ({ kind: "limited", arrived: true, retryAfterSeconds: 7 }));
    const limited = { slot: "arrived", verdict: "limited", retryAfter: 7_000 };
    expect(await execute(granted())).toMatchObject({ ...limited, job: "again" });
    expect((await rig.desk.cache.read(KEY)).failure).toBeNull();
    await execute(granted({ attempt: 3 }));
    // Other processes learn it from the cache, since the gate remembers a failure only briefly.
    expect((await rig.desk.cache.read(KEY)).failure).toMatchObject({ problem: "breaker-open" });
  });

  test.each([
    [{ kind: "not-sent", arrived: false, detail: "" }, "unsent", "upstream-error"],
    [
      { kind: "failing", arrived: false, problem: "upstream-timeout", detail: "" },
      "unknown",
      "upstream-timeout",
    ],
    [
      { kind: "failing", arrived: true, problem: "upstream-error", detail: "" },
      "arrived",
      "upstream-error",
    ],
    [{ kind: "unknown-symbol", arrived: true }, "arrived", "unknown-symbol"],
    [{ kind: "invalid", arrived: true, detail: "" }, "arrived", "upstream-invalid-response"],
  ] as const)("settles its end %o with slot %s", async (outcome, slot, problem) => {
    rig.script.set("SPY", () => outcome);
    expect(await execute(granted())).toMatchObject({ slot, job: "failed", problem });
    expect((await rig.desk.cache.read(KEY)).failure).toMatchObject({ problem, failedAt: now });
  });

  test("says whose data could not be read", async () => {
    rig.script.set("SPY", () => ({ kind: "invalid", arrived: true, detail: "" }));
    expect(await execute(granted())).toMatchObject({ verdict: "unreadable", symbol: "SPY" });
  });

  test("is left to another subscription when not included", async () => {
    rig.script.set("SPY", () => ({ kind: "not-included", arrived: true, detail: "" }));
    expect(await execute(granted())).toMatchObject({
      slot: "arrived",
      job: "again",
      verdict: "none",
      problem: "not-offered",
      negative: gatePolicy.notIncludedMs,
    });
    expect((await rig.desk.cache.read(KEY)).failure).toBeNull();
  });

  test("is left to another credential when refused", async () => {
    rig.script.set("SPY", () => ({ kind: "not-allowed", arrived: true, detail: "" }));
    const end = { slot: "arrived", job: "again", problem: "upstream-auth" };
    expect(await execute(granted())).toMatchObject(end);
    expect((await rig.desk.cache.read(KEY)).failure).toBeNull();
  });

  test("remembers a refusal when the window has no breaker", async () => {
    rig.script.set("SPY", () => ({ kind: "not-allowed", arrived: true, detail: "" }));
    expect(await execute(granted())).toMatchObject({
      verdict: "not-allowed",
      negative: gatePolicy.negativeAnswerMs,
    });
    rig.desk.upstream.jobOf = () => ({ ...JOB, headline: false });
    expect(await execute(granted())).toMatchObject({
      verdict: "none",
      negative: gatePolicy.notIncludedMs,
    });
  });

  test("fails elsewhere when its result cannot be stored", async () => {
    const full = (): Promise<never> => Promise.reject(new StoreFault("out-of-memory"));
    rig = createDeskRig({ ...store, run: full });
    expect(await execute(granted())).toMatchObject({
      slot: "arrived",
      job: "failed",
      problem: "store-unavailable",
    });
    expect(spotOf(rig.desk.lastKnown.recall(KEY)?.snapshot)).toBe(1);
  });
});

describe("a call for a list of setups", () => {
  const list = (symbol: string, outcome: CallOutcome) => {
    rig.desk.upstream.jobOf = (key) => ({
      ...{ resource: "setups", symbol, key, kind: "v2:/top-setups/screener/*", headline: false },
      charges: [
        { window: "account", cost: 1 },
        { window: "expensive", cost: 1 },
      ],
    });
    rig.script.set(symbol, () => outcome);
    return execute(granted({ key: `v2:/top-setups/screener/${symbol}` }));
  };

  test("counts as one for the breaker, however many lists cannot be read", async () => {
    const invalid = { kind: "invalid", arrived: true, detail: "" } as const;
    for (const name of ["momentum_breakout", "trend_pullback"]) {
      expect(await list(name, invalid)).toMatchObject({ verdict: "unreadable", symbol: "setups" });
    }
  });

  test("says nothing of its window when it is refused", async () => {
    const refused = { kind: "not-allowed", arrived: true, detail: "" } as const;
    expect(await list("trend_pullback", refused)).toMatchObject({
      verdict: "none",
      problem: "upstream-auth",
      negative: gatePolicy.notIncludedMs,
    });
  });
});

describe("an unknown symbol", () => {
  const isCounted = async () => {
    for (let strike = 0; strike < callerPolicy.unknownSymbolsPerCaller; strike += 1) {
      await execute(granted({ priority: 8 }));
    }
    return !(await rig.desk.callers.mayAskUnknown(caller())).allowed;
  };

  beforeEach(() => rig.script.set("SPY", () => ({ kind: "unknown-symbol", arrived: true })));

  test("counts against its caller at any priority", async () => {
    expect(await isCounted()).toBe(true);
  });

  test("does not count when it comes from a scan", async () => {
    const { scans } = rig.desk;
    const wanted: SymbolWanted[] = [{ resource: "gex", symbol: "SPY" }];
    await scans.create(scans.makeId(caller().id), {
      caller: caller().id,
      priority: 8,
      wanted,
    });
    expect(await isCounted()).toBe(false);
  });
});
