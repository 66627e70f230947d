import { describe, expect, test } from "vitest";
import type { Ask } from "@/lib/gate/step";
import { ask, limitOf } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";
import { runQueue } from "./run-queue";

const rig = createGateRig();

const MINUTE_MS = 60_000;
/** A window, and the time until its first slot frees again. */
const ROUND_MS = MINUTE_MS + 600;

type House = { name: string; jobs: number } & Partial<Pick<Ask, "share" | "priority" | "charges">>;

/** Jobs of a house. No caller gets more than it may have in a lane. */
const asks = ({ name, jobs, ...over }: House): Ask[] =>
  Array.from({ length: jobs }, (_, at) =>
    ask(`${name}-${at}`, `c-${name}-${Math.floor(at / 8)}`, { house: `h-${name}`, ...over }),
  );

const greedy = (count: number, over: Partial<House> = {}) =>
  Array.from({ length: count }, (_, at) => asks({ name: `greedy${at}`, jobs: 12, ...over })).flat();

const nameOf = (key: string) => /\/([^/-]+)-/.exec(key)?.[1] ?? "";

/** Runs the queue for each window in turn. Returns the calls of each house in each window. */
async function serve(windows: number): Promise<Record<string, number>[]> {
  const running = { gate: rig.gate(), time: rig.time, flights: [] };
  const counts: Record<string, number>[] = [];
  for (let window = 1; window <= windows; window += 1) {
    const until = rig.time.now + ROUND_MS - 1;
    const count: Record<string, number> = {};
    for (const { key } of await runQueue(running, until)) {
      count[nameOf(key)] = (count[nameOf(key)] ?? 0) + 1;
    }
    counts.push(count);
    rig.time.now = Math.max(rig.time.now, until + 1);
  }
  return counts;
}

const enter = (...lists: Ask[][]) => rig.gate().step({ enter: lists.flat() });
const sum = (count: Record<string, number> = {}) =>
  Object.values(count).reduce((all, one) => all + one, 0);

describe("a share of 8 of 20 calls", () => {
  test("is served in each window beside five greedy houses", async () => {
    await enter(greedy(5), asks({ name: "key", jobs: 24, share: 8 }));
    const windows = await serve(2);
    expect(windows.map(({ key }) => key)).toEqual([8, 8]);
    expect(windows.map(sum)).toEqual([20, 20]);
  });

  test("is no limit: the house takes more when others are idle", async () => {
    await enter(asks({ name: "key", jobs: 24, share: 8 }));
    expect(await serve(1)).toEqual([{ key: 20 }]);
  });

  test("is left to others while the house has no work", async () => {
    await enter(asks({ name: "key", jobs: 1, share: 8 }));
    const { summary } = await enter(greedy(2));
    expect(summary.shares).toMatchObject([{ house: "h-key", share: 8 }]);
    expect(sum((await serve(1))[0])).toBe(20);
  });

  test("does not lower a fair share that is larger", async () => {
    await enter(greedy(1), asks({ name: "key", jobs: 12, share: 4 }));
    expect(await serve(1)).toEqual([{ greedy0: 10, key: 10 }]);
  });

  test("covers the next free slot of a window that others filled", async () => {
    await enter(greedy(3));
    const running = { gate: rig.gate(), time: rig.time, flights: [] };
    await runQueue(running, rig.time.now + 10_000);
    await enter(asks({ name: "key", jobs: 10, share: 8 }));
    const next = await runQueue(running, rig.time.now + MINUTE_MS);
    expect(next.slice(0, 8).map(({ key }) => nameOf(key))).toEqual(Array(8).fill("key"));
  });

  test("covers a job that the house only joined", async () => {
    const others = greedy(2);
    const [last] = others.slice(-1);
    await enter(others, last ? [{ ...last, caller: "c-key", house: "h-key", share: 8 }] : []);
    expect((await rig.claim())?.key).toBe(last?.key);
    const { detail } = await rig.gate().step({ detail: true });
    expect(detail.slots).toMatchObject([{ house: "h-key" }]);
  });
});

test("serves two shares beside each other", async () => {
  await enter(greedy(3), asks({ name: "one", jobs: 12, share: 9 }));
  await enter(asks({ name: "two", jobs: 12, share: 6 }));
  expect((await serve(1))[0]).toMatchObject({ one: 9, two: 6 });
});

test("shares larger than the limit leave a call to others", async () => {
  const lowered = rig.another({ limitsAround: limitOf(10) });
  await lowered.step({ enter: greedy(2) });
  await enter(asks({ name: "one", jobs: 12, share: 9 }), asks({ name: "two", jobs: 12, share: 7 }));
  const [count] = await serve(1);
  expect(sum(count)).toBe(10);
  expect(count).toMatchObject({ one: 4, two: 3 });
});

test("leaves calls of a small window to others", async () => {
  const small = rig.another({ limitsAround: limitOf(20, { expensive: 5 }) });
  const charges = ask("X", "c", { window: "expensive" }).charges;
  await small.step({
    enter: [...greedy(1, { charges }), ...asks({ name: "key", jobs: 12, share: 8, charges })],
  });
  expect(await serve(1)).toEqual([{ greedy0: 3, key: 2 }]);
});

describe("a share of batch jobs", () => {
  const scan = { name: "key", jobs: 12, share: 8, priority: 8 };

  test("is served before other scans, and leaves the reserve", async () => {
    await enter(greedy(2, { priority: 8 }), asks(scan));
    const running = { gate: rig.gate(), time: rig.time, flights: [] };
    const scanned = await runQueue(running, rig.time.now + MINUTE_MS);
    const of = scanned.filter(({ key }) => nameOf(key) === "key");
    expect([scanned.length, of.length]).toEqual([18, 8]);
  });

  test("takes no slot of the reserve after a burst of clicks", async () => {
    await enter(asks({ name: "burst", jobs: 18, priority: 2 }));
    const running = { gate: rig.gate(), time: rig.time, flights: [] };
    await runQueue(running, rig.time.now + 5_000);
    await enter(asks(scan));
    await runQueue(running, rig.time.now + 30_000);
    await enter(asks({ name: "click", jobs: 2, priority: 2 }));
    const next = await runQueue(running, rig.time.now + 1_000);
    expect(next.map(({ key }) => nameOf(key))).toEqual(["click", "click"]);
  });

  test("is served beside greedy clicks that fill every window", async () => {
    await enter(greedy(5), asks({ ...scan, jobs: 20 }));
    const windows = await serve(2);
    expect(windows.map(sum)).toEqual([20, 20]);
    expect(windows.map(({ key }) => key)).toEqual([8, 8]);
  });
});

describe("the state", () => {
  test("forgets a share without a job and a slot", async () => {
    await enter(asks({ name: "key", jobs: 2, share: 8 }));
    await serve(1);
    rig.time.now += 2 * MINUTE_MS;
    expect((await rig.gate().step({})).summary.shares).toEqual([]);
  });

  test("keeps a share until a request tells another", async () => {
    await enter(asks({ name: "key", jobs: 1, share: 8 }));
    const shareAfter = async (over: Partial<House>) =>
      (await enter(asks({ name: "key", jobs: 1, ...over }))).summary.shares[0]?.share;
    expect(await shareAfter({})).toBe(8);
    expect(await shareAfter({ share: 3 })).toBe(3);
    expect(await shareAfter({ share: 0 })).toBeUndefined();
  });
});
