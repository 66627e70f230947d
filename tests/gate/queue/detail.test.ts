import { describe, expect, test } from "vitest";
import { gateSnapshotOf } from "@/lib/gate/gate-snapshot";
import { type Detail, detailOf } from "@/lib/gate/quote/detail";
import type { Place } from "@/lib/gate/step";
import { ask, chargesOf, GATE_KEY, landed } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { createGateRig, ended, held } from "../gate-rig";
import { createInstance, createPumpRig, type Instance } from "../pump/pump-rig";

const rig = createGateRig();
const WINDOW_MS = 60_000;
const HOLD_MS = 15_000;
const TOLERANCE_MS = 100;

const place = (detail: Detail, index: number, ticket = 0): Place => {
  const { key, tickets } = detail.line[index] ?? { key: "", tickets: [] };
  return { key, ticket: tickets[ticket]?.ticket ?? 0 };
};

/** Reads the gate's detail as the pump's `detailedSnapshot` would. */
async function detailNow(): Promise<Detail> {
  const reply = await rig.gate().step({ detail: true });
  return detailOf(reply.detail, gateSnapshotOf(reply, 0));
}

describe("a step with detail", () => {
  test("lists every counting slot with owner, key, state and end", async () => {
    const symbols = ["A", "B", "C"];
    await rig.gate().step({ enter: symbols.map((symbol) => ask(symbol)) });
    const grants = [];
    for (const _ of symbols) {
      grants.push(held(await rig.claim()));
      rig.time.now += 250;
    }
    const [arrived, lost] = grants.map(held);
    rig.time.now = VIRTUAL_START + 1_000;
    await rig.gate().step({ settle: [landed(held(arrived), rig.time.now)] });
    await rig.gate().step({ settle: [{ ...ended(held(lost), "failing"), slot: "unknown" }] });
    const { detail, summary } = await rig.gate().step({ detail: true });
    const settledAt = VIRTUAL_START + 1_000 + WINDOW_MS + TOLERANCE_MS;
    const latest = (grantedAt: number) => grantedAt + HOLD_MS + WINDOW_MS + TOLERANCE_MS;
    expect(detail.slots.map(({ key, caller }) => `${caller} ${key}`)).toEqual(
      symbols.map((symbol) => `c-${symbol} v2:/tickets/${symbol}`),
    );
    const [one, two, three] = detail.slots;
    expect(one).toMatchObject({ state: "arrived", likelyFreesAt: settledAt, freesAt: settledAt });
    const unknownAt = latest(VIRTUAL_START + 250);
    expect(two).toMatchObject({ state: "unknown", likelyFreesAt: unknownAt, freesAt: unknownAt });
    const grantedAt = VIRTUAL_START + 500;
    const likelyFreesAt = grantedAt + summary.latency + WINDOW_MS + TOLERANCE_MS;
    expect(three).toMatchObject({
      state: "under-way",
      charges: chargesOf(),
      grantedAt,
      likelyFreesAt,
      freesAt: latest(grantedAt),
    });
  });

  test("lists calls in flight, then jobs in the order of grants", async () => {
    const enter = Array.from({ length: 30 }, (_, index) =>
      ask(`S${index}`, `c${index % 7}`, { priority: 1 + ((index * 7) % 10) }),
    );
    const { grants, summary } = await rig.gate().step({ enter, room: 1 });
    const detail = await detailNow();
    expect(detail.line.map(({ underWay }) => underWay)).toEqual([true, ...Array(29).fill(false)]);
    expect(detail.line[0]).toMatchObject({ grantedAt: VIRTUAL_START, tries: 1 });
    const served: string[] = [];
    let underWay = grants;
    while (served.length < 29) {
      rig.time.now += 250;
      const over = underWay.filter((grant) => rig.time.now - grant.grantedAt >= summary.latency);
      underWay = underWay.filter((grant) => !over.includes(grant));
      const settle = over.map((grant) => landed(grant, rig.time.now));
      const next = await rig.gate().step({ settle, room: 6 });
      served.push(...next.grants.map(({ key }) => key));
      underWay.push(...next.grants);
    }
    expect(detail.line.slice(1).map(({ key }) => key)).toEqual(served);
  });

  test("explains a score, except after a later request moved it", async () => {
    await rig.gate().step({
      enter: [
        ask("A", "greedy"),
        ask("B", "greedy", { priority: 5 }),
        ask("C", "modest", { priority: 9 }),
      ],
    });
    rig.time.now += 1_234;
    await rig.gate().step({ enter: [ask("C", "other", { priority: 2 })] });
    const { line } = await detailNow();
    for (const { score, enteredAt, priorityMs, restMs } of line) {
      expect(score).toBe(enteredAt + priorityMs + restMs);
    }
    const bySymbol = new Map(line.map((job) => [job.key.slice(-1), job]));
    expect(bySymbol.get("A")).toMatchObject({ priorityMs: 40_000, restMs: 0, jobsBefore: 0 });
    expect(bySymbol.get("B")).toMatchObject({ priorityMs: 50_000, jobsBefore: 1 });
    expect(bySymbol.get("C")).toMatchObject({
      caller: "modest",
      priority: 2,
      lane: 1,
      restMs: 1_234,
      jobsBefore: null,
      enteredAt: VIRTUAL_START,
    });
  });

  test("lists each ticket's number, owner, lane and lease end", async () => {
    const { entered } = await rig.gate().step({
      enter: [ask("A", "one"), ask("A", "two", { priority: 8 })],
    });
    const numbers = entered.map((one) => ("ticket" in one ? one.ticket : 0));
    const { line } = await detailNow();
    const leaseEndsAt = VIRTUAL_START + 2 * WINDOW_MS;
    expect(line[0]?.tickets).toEqual([
      { ticket: numbers[0], caller: "one", lane: 2, leaseEndsAt },
      { ticket: numbers[1], caller: "two", lane: 3, leaseEndsAt },
    ]);
  });

  test("names a job's creator until that caller cancels", async () => {
    await rig.gate().step({ enter: [ask("A", "maker"), ask("A", "other")] });
    const before = await detailNow();
    expect(before.line).toMatchObject([{ caller: "maker" }]);
    await rig.gate().step({ leave: [place(before, 0)] });
    const { line } = await detailNow();
    expect(line).toMatchObject([{ caller: "other", tickets: [{ caller: "other" }] }]);
    expect((await rig.claim())?.caller).toBe("other");
  });

  test("writes nothing and grants nothing", async () => {
    await rig.gate().step({ enter: [ask("A"), ask("B")], room: 1 });
    const before = await rig.store().raw?.read(GATE_KEY);
    rig.time.now += 5_000;
    const { grants, detail } = await rig.gate().step({ detail: true });
    expect(grants).toEqual([]);
    expect(detail.jobs).toHaveLength(2);
    expect(await rig.store().raw?.read(GATE_KEY)).toEqual(before);
  });

  test("is empty unless requested", async () => {
    await rig.gate().step({ enter: [ask("A")] });
    expect((await rig.gate().step({})).detail).toEqual({ slots: [], jobs: [] });
  });
});

describe("an admin who cancels a ticket by its number", () => {
  test("ends only that ticket, and the job with its last ticket", async () => {
    await rig.gate().step({ enter: [ask("A", "one"), ask("A", "two"), ask("B", "three")] });
    const detail = await detailNow();
    const leave = [place(detail, 0, 1)];
    await rig.gate().step({ leave });
    await rig.gate().step({ leave });
    const left = await detailNow();
    expect(left.line.map(({ tickets }) => tickets.length)).toEqual([1, 1]);
    await rig.gate().step({ leave: [place(left, 0), place(left, 0)] });
    expect((await detailNow()).line.map(({ key }) => key)).toEqual(["v2:/tickets/B"]);
  });

  test("ends no ticket of another job, whatever the number", async () => {
    await rig.gate().step({ enter: [ask("A", "one"), ask("B", "two")] });
    const detail = await detailNow();
    const { ticket } = place(detail, 1);
    await rig.gate().step({ leave: [{ key: "v2:/tickets/A", ticket }] });
    await rig.gate().step({ leave: [{ key: "v2:/tickets/C", ticket }] });
    expect(await detailNow()).toEqual(detail);
  });

  test("stops no call in flight", async () => {
    await rig.gate().step({ enter: [ask("A")], room: 1 });
    await rig.gate().step({ leave: [place(await detailNow(), 0)] });
    const { line } = await detailNow();
    expect(line).toMatchObject([{ underWay: true, tickets: [] }]);
  });
});

describe("through the pump", () => {
  const pumps = createPumpRig();
  const calls = () => pumps.world().calls;
  const inDetail = async ({ pump }: Instance) => {
    const look = pump.detailedSnapshot();
    await pumps.world().clock.advance(10);
    return (await look).detail;
  };

  test("needs no waiter and makes no call", async () => {
    const instance = createInstance(pumps.world(), "a");
    await instance.pump.enter(ask("A"));
    await instance.pump.enter(ask("B"));
    await pumps.world().clock.advance(10_000);
    const before = calls().length;
    const other = createInstance(pumps.world(), "b");
    const { line, slots } = await inDetail(other);
    expect(line.map(({ key }) => key)).toEqual(["v2:/tickets/B"]);
    expect(slots).toHaveLength(1);
    await other.pump.cancel(place(await inDetail(other), 0));
    await pumps.world().clock.advance(60_000);
    expect(calls()).toHaveLength(before);
  });

  test("notifies the owner elsewhere and still serves the sharers", async () => {
    const one = createInstance(pumps.world(), "a");
    const admin = createInstance(pumps.world(), "b");
    // Starts the state. A ticket from before its start could count as lost and enter again.
    await one.pump.snapshot();
    await pumps.world().clock.advance(1_000);
    const first = await one.wait(ask("A"));
    const alone = await one.wait(ask("B"));
    const shared = await one.wait(ask("C", "one"));
    const sharer = await one.wait(ask("C", "two"));
    await one.pump.control({ kind: "hold", window: "account" });
    await pumps.world().clock.advance(1_000);
    const { line } = await inDetail(admin);
    for (const { key, tickets } of line) {
      const mine = tickets.filter(({ caller }) => caller !== "two");
      for (const { ticket } of mine) await admin.pump.cancel({ key, ticket });
    }
    await one.pump.control({ kind: "release", window: "account" });
    await pumps.world().clock.advance(120_000);
    expect(first.end()).toEqual({ state: "landed" });
    expect(alone.end()).toEqual({ state: "failed", problem: "gone" });
    expect([shared.end(), sharer.end()]).toEqual([{ state: "landed" }, { state: "landed" }]);
  });
});
