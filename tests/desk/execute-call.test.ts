import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Wanted } from "@/lib/contract/wanted";
import { createExecute } from "@/lib/desk/execute-call";
import type { GrantedCall } from "@/lib/gate/flights";
import { callerPolicy, gatePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import { type Store, StoreFault } from "@/lib/redis/store";
import { gexFigures, headlineJob, spotOf } from "../cache/sample";
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
  const send = () => new AbortController().signal;
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
  test("keeps its answer before it says that it landed", async () => {
    expect(await execute(granted())).toMatchObject({
      slot: "arrived",
      job: "landed",
      verdict: "answered",
      fetchedAt: now,
    });
    const { snapshot } = await rig.desk.cache.read(KEY);
    expect(Date.parse(snapshot?.fetchedAt ?? "")).toBe(now);
  });

  test("that comes too late is not made, and its slot comes back", async () => {
    expect(await execute(granted({ send: () => null }))).toMatchObject({
      slot: "unsent",
      job: "again",
    });
    expect(rig.calls).toEqual([]);
  });

  test("of a later try finds what the first one kept before its process died", async () => {
    const answer = { figures: gexFigures(5), asOf: new Date(now).toISOString() };
    await rig.desk.cache.write(JOB, answer, now - 500);
    expect(await execute(granted({ attempt: 2 }))).toMatchObject({
      slot: "unsent",
      job: "landed",
      fetchedAt: now - 500,
    });
    expect(rig.calls).toEqual([]);
  });

  test("of a later try is made when what is kept is from before the job", async () => {
    const answer = { figures: gexFigures(5), asOf: new Date(now).toISOString() };
    await rig.desk.cache.write(JOB, answer, now - 2_000);
    expect(await execute(granted({ attempt: 2 }))).toMatchObject({ job: "landed", fetchedAt: now });
    expect(rig.calls).toEqual(["SPY"]);
  });

  test("that was limited goes back in line with what the upstream said; the last try says so to all", async () => {
    rig.script.set("SPY", () => ({ kind: "limited", arrived: true, retryAfterSeconds: 7 }));
    const limited = { slot: "arrived", verdict: "limited", retryAfter: 7_000 };
    expect(await execute(granted())).toMatchObject({ ...limited, job: "again" });
    expect((await rig.desk.cache.read(KEY)).failure).toBeNull();
    await execute(granted({ attempt: 3 }));
    // Those who wait elsewhere learn it from the cache: the gate's own memory of it is short.
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
    [{ kind: "not-allowed", arrived: true, detail: "" }, "arrived", "upstream-auth"],
    [{ kind: "invalid", arrived: true, detail: "" }, "arrived", "upstream-invalid-response"],
  ] as const)("that ended as %o settles its slot as %s", async (outcome, slot, problem) => {
    rig.script.set("SPY", () => outcome);
    expect(await execute(granted())).toMatchObject({ slot, job: "failed", problem });
    expect((await rig.desk.cache.read(KEY)).failure).toMatchObject({ problem, failedAt: now });
  });

  test("that is refused is remembered as its breaker would, where no breaker is its own", async () => {
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

  test("whose answer the store cannot keep is a failure to all but this instance", async () => {
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

describe("an unknown symbol", () => {
  const isCounted = async () => {
    for (let strike = 0; strike < callerPolicy.unknownSymbolsPerCaller; strike += 1) {
      await execute(granted({ priority: 8 }));
    }
    return !(await rig.desk.callers.mayAskUnknown(caller())).allowed;
  };

  beforeEach(() => rig.script.set("SPY", () => ({ kind: "unknown-symbol", arrived: true })));

  test("is counted against its caller, however little urgent the ask was", async () => {
    expect(await isCounted()).toBe(true);
  });

  test("that a scan of theirs asks for is not: clicks are not locked for an old list", async () => {
    const { scans } = rig.desk;
    const wanted: Wanted[] = [{ resource: "gex", symbol: "SPY" }];
    await scans.create(scans.makeId(caller().id), {
      ...{ caller: caller().id, priority: 8, wanted },
    });
    expect(await isCounted()).toBe(false);
  });
});
