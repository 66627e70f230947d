import { describe, expect, test } from "vitest";
import { ask, GATE_KEY, landed } from "../../support/store/gate-probe";
import { createGateRig, ended, held } from "../gate-rig";

const rig = createGateRig();

describe("the queue", () => {
  test("shares one job among tickets for the same resource", async () => {
    const { entered } = await rig.gate().step({
      enter: [ask("SPY", "one"), ask("SPY", "two"), ask("SPY", "one")],
    });
    const [first, second, again] = entered;
    expect(first).toMatchObject({ kind: "queued", new: true });
    expect(second).toMatchObject({ kind: "queued", new: false });
    // The same ticket again, but the job already existed.
    expect(again).toEqual({ ...first, new: false });
    const { summary } = await rig.gate().step({});
    expect(summary.line).toMatchObject([{ lane: 2, tickets: 2 }]);
  });

  test("orders by urgency, then by the caller's jobs, then by age", async () => {
    await rig.gate().step({
      enter: [
        ask("A", "greedy"),
        ask("B", "greedy"),
        ask("C", "modest"),
        ask("D", "urgent", { priority: 1 }),
        ask("E", "slow", { priority: 9 }),
      ],
    });
    const order: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const grant = await rig.claim();
      if (grant) order.push(grant.key.slice(-1));
      rig.time.now += 250;
    }
    expect(order).toEqual(["D", "A", "C", "E", "B"]);
  });

  test("raises a job when a more urgent ticket joins it", async () => {
    await rig.gate().step({ enter: [ask("A", "one"), ask("B", "two", { priority: 9 })] });
    await rig.gate().step({ enter: [ask("B", "three", { priority: 1 })] });
    expect((await rig.claim())?.key).toBe("v2:/tickets/B");
  });

  test("raises a scan's job when its own caller clicks on it", async () => {
    await rig.gate().step({ enter: [ask("A", "other"), ask("B", "me", { priority: 8 })] });
    const { entered } = await rig.gate().step({ enter: [ask("B", "me", { priority: 1 })] });
    expect(entered[0]).toMatchObject({ kind: "queued", new: false });
    expect((await rig.claim())?.key).toBe("v2:/tickets/B");
  });

  test("refuses a caller beyond its lane's cap without a write", async () => {
    const enter = Array.from({ length: 31 }, (_, index) => ask(`S${index}`, "greedy"));
    const { entered, summary } = await rig.gate().step({ enter });
    expect(entered.slice(0, 30).every(({ kind }) => kind === "queued")).toBe(true);
    expect(entered[30]).toEqual({ kind: "refused", why: "caller" });
    expect(summary.line).toHaveLength(30);
  });

  test("enforces a lane's cap on more urgent repeats", async () => {
    const asks = (priority: number) =>
      Array.from({ length: 30 }, (_, index) => ask(`S${index}`, "greedy", { priority }));
    await rig.gate().step({ enter: asks(4) });
    const { entered, detail } = await rig.gate().step({ enter: asks(2), detail: true });
    expect(entered.every(({ kind }) => kind === "queued")).toBe(true);
    const lanes = detail.jobs.map(({ priority, tickets }) => [priority, tickets[0]?.lane].join());
    expect(lanes.filter((lane) => lane === "2,1")).toHaveLength(10);
    expect(lanes.filter((lane) => lane === "4,2")).toHaveLength(20);
    const more = [ask("NEW", "greedy", { priority: 2 }), ask("OTHER", "greedy")];
    const next = await rig.gate().step({ enter: more });
    expect(next.entered.map(({ kind }) => kind)).toEqual(["refused", "queued"]);
  });

  test("distinguishes callers and keys with a common prefix", async () => {
    const many = Array.from({ length: 30 }, (_, index) => ask(`S${index}`, "c10"));
    await rig.gate().step({ enter: many });
    const { entered, mine } = await rig.gate().step({ enter: [ask("S", "c1")], mine: ["c1"] });
    expect(entered).toMatchObject([{ kind: "queued", new: true }]);
    expect(mine).toMatchObject([[{ key: "v2:/tickets/S" }]]);
    // This caller's first job, so it is in the first round and not behind the other caller's jobs.
    const { line } = (await rig.gate().step({})).summary;
    const own = line.find(({ job }) => job === mine[0]?.[0]?.job);
    expect(own?.rank).toBe(Math.min(...line.map(({ rank }) => rank)));
  });

  test("reserves its last places for callers without a ticket", async () => {
    const small = rig.another({ queueCapacity: 10 });
    const enter = Array.from({ length: 9 }, (_, index) => ask(`S${index}`, "greedy"));
    const { entered } = await small.step({ enter: [...enter, ask("NEW", "newcomer")] });
    expect(entered[7]?.kind).toBe("queued");
    expect(entered[8]).toEqual({ kind: "refused", why: "line" });
    expect(entered[9]?.kind).toBe("queued");
  });

  test("shares a failure with later requests for a while", async () => {
    await rig.gate().step({ enter: [ask("SPY")] });
    const grant = await rig.claim();
    if (!grant) throw new Error("no grant");
    const failure = {
      ...landed(grant, 0),
      job: "failed",
      problem: "unknown-symbol",
    } as const;
    await rig.gate().step({ settle: [{ ...failure, negative: 600_000 }] });
    rig.time.now += 599_999;
    const { entered } = await rig.gate().step({ enter: [ask("SPY", "other")] });
    expect(entered[0]).toMatchObject({ kind: "negative", problem: "unknown-symbol" });
    rig.time.now += 1;
    const later = await rig.gate().step({ enter: [ask("SPY", "other")] });
    expect(later.entered[0]).toMatchObject({ kind: "queued", new: true });
  });

  test("makes no call for a request with an older snapshot", async () => {
    await rig.gate().step({ enter: [ask("SPY")] });
    const grant = await rig.claim();
    if (!grant) throw new Error("no grant");
    await rig.gate().step({ settle: [landed(grant, rig.time.now)] });
    const old = await rig
      .gate()
      .step({ enter: [ask("SPY", "late", { ifNewerThan: rig.time.now - 1 })] });
    expect(old.entered[0]).toEqual({ kind: "landed", at: rig.time.now });
    const fresh = await rig
      .gate()
      .step({ enter: [ask("SPY", "late", { ifNewerThan: rig.time.now })] });
    expect(fresh.entered[0]).toMatchObject({ kind: "queued", new: true });
  });

  test("drops a ticket when its lease ends, unless renewed", async () => {
    const place = await rig.gate().step({ enter: [ask("SPY", "kept"), ask("QQQ", "left")] });
    const kept = place.entered[0];
    if (kept?.kind !== "queued") throw new Error("not queued");
    rig.time.now += 100_000;
    await rig.gate().step({ renew: [{ key: "v2:/tickets/SPY", ticket: kept.ticket }] });
    rig.time.now += 100_000;
    const { summary } = await rig.gate().step({});
    expect(summary.line.map(({ job }) => job)).toEqual([kept.job]);
  });

  test("drops a canceled ticket and keeps a job that has others", async () => {
    const { entered } = await rig.gate().step({ enter: [ask("SPY", "one"), ask("SPY", "two")] });
    for (const [index, left] of [1, 0].entries()) {
      const place = entered[index];
      if (place?.kind !== "queued") throw new Error("not queued");
      const { summary } = await rig.gate().step({
        leave: [{ key: "v2:/tickets/SPY", ticket: place.ticket }],
      });
      expect(summary.line).toHaveLength(left);
    }
  });

  test("never creates a job for a join-only request", async () => {
    const { entered, summary } = await rig
      .gate()
      .step({ enter: [ask("SPY", "one", { joinOnly: true })] });
    expect(entered).toEqual([{ kind: "absent" }]);
    expect(summary.line).toEqual([]);
  });

  test("expires a ticket after its lease, but re-enters a lost one", async () => {
    await rig.gate().step({});
    rig.time.now += 10;
    const issued = { issuedAt: rig.time.now };
    const given = await rig.gate().step({ enter: [ask("SPY", "one", issued)] });
    expect(given.entered).toEqual([{ kind: "expired" }]);
    rig.time.now += 10;
    await rig.store().redis.del(GATE_KEY);
    const lost = await rig.gate().step({ enter: [ask("SPY", "one", issued)] });
    expect(lost.entered[0]).toMatchObject({ kind: "queued", new: true });
  });

  test("reports to a late waiter how its job failed, to others not", async () => {
    await rig.gate().step({ enter: [ask("SPY", "one")] });
    const issuedAt = rig.time.now;
    rig.time.now += 1_000;
    const grant = held(await rig.claim());
    const problem = "upstream-timeout";
    await rig.gate().step({ settle: [{ ...ended(grant, "failing"), problem, negative: 10_000 }] });
    rig.time.now += 75_000;
    const late = ask("SPY", "one", { issuedAt });
    const { entered } = await rig.gate().step({ enter: [late, ask("SPY", "two")] });
    expect(entered).toMatchObject([
      { kind: "negative", problem },
      { kind: "queued", new: true },
    ]);
    // A ticket from after the failure did not wait for that job.
    const after = await rig.gate().step({
      enter: [ask("QQQ", "one", { issuedAt: rig.time.now })],
    });
    expect(after.entered).toEqual([{ kind: "expired" }]);
  });
});
