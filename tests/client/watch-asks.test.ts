import { expect, test } from "vitest";
import { type AskChange, watchAsks } from "@/lib/client/asks/watch-asks";
import { toLocalSnapshot } from "@/lib/client/tab/local-cache";
import { NOW, snapshotFixture } from "../support/visitors/snapshot-fixture";
import { testTab } from "../support/visitors/test-tab";

const asking = { kind: "asking" } as const;
const idle = { kind: "idle" } as const;
const inLine = { kind: "queued", ticket: "t", position: 2, endsAt: NOW } as const;
const once = () => Promise.resolve();

function watched() {
  const { tab, hold } = testTab(() => Promise.reject(new Error("no request expected")), NOW);
  const notified: AskChange[][] = [];
  const stop = watchAsks(tab, (changes) => notified.push(changes));
  hold(toLocalSnapshot(snapshotFixture("SPY", { ageSeconds: 900 }), NOW));
  return { asks: tab.asks, hold, notified, stop };
}

test("reports simultaneous changes of several requests together", async () => {
  const { asks, notified } = watched();
  asks.write("SPY", asking);
  asks.write("QQQ", asking);
  await once();
  expect(notified.map((changes) => changes.map(({ name }) => name))).toEqual([["SPY", "QQQ"]]);
});

test("counts a request as loaded if a newer copy is held by then", async () => {
  const { asks, hold, notified } = watched();
  asks.write("SPY", asking);
  asks.write("SPY", inLine);
  await once();
  asks.write("SPY", idle);
  await once();
  expect(notified.at(-1)).toMatchObject([
    { name: "SPY", before: inLine, after: idle, loaded: false },
  ]);
  asks.write("SPY", asking);
  hold(toLocalSnapshot(snapshotFixture("SPY"), NOW));
  asks.write("SPY", idle);
  await once();
  expect(notified.at(-1)?.at(-1)).toMatchObject({ after: idle, loaded: true });
});

test("reports no reading while a part of it waits or was refused", async () => {
  const { asks, notified } = watched();
  const refusal = { reason: "expired", detail: "Lost.", readyAt: null } as const;
  for (const part of [inLine, { kind: "refused", refusal } as const]) {
    asks.write("SPY psychology", asking);
    asks.write("SPY history 180d", part);
    await once();
    const before = notified.length;
    asks.write("SPY psychology", idle);
    await once();
    expect(notified).toHaveLength(before);
    // The part shows that it loaded.
    asks.write("SPY history 180d", idle);
    await once();
    expect(notified.at(-1)?.at(-1)).toMatchObject({ name: "SPY history 180d", after: idle });
  }
});

test("marks only the first request within the interval as too soon", async () => {
  const { asks, notified } = watched();
  asks.write("SPY", asking);
  asks.coolDown(NOW + 8_000);
  asks.write("SPY", idle);
  await once();
  expect(notified.at(-1)?.at(-1)).toMatchObject({ after: idle, loaded: false, tooSoon: true });
  asks.write("SPY", asking);
  asks.write("SPY", idle);
  await once();
  expect(notified.at(-1)?.at(-1)).toMatchObject({ after: idle, tooSoon: false });
});

test("ends a reading with its answer, and ignores a moved place", async () => {
  const { asks, notified, stop } = watched();
  asks.write("SPY gamma", asking);
  asks.write("SPY gamma", idle);
  await once();
  expect(notified.at(-1)?.at(-1)).toMatchObject({ name: "SPY gamma", loaded: true });
  asks.write("QQQ", inLine);
  await once();
  const before = notified.length;
  asks.write("QQQ", { ...inLine, position: 1 });
  await once();
  stop();
  asks.write("QQQ", idle);
  await once();
  expect(notified).toHaveLength(before);
});
