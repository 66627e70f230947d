import { expect, test } from "vitest";
import { createProcess } from "./faults/process";
import { createRandom } from "./faults/random";
import { createSchedule } from "./schedule";
import { createUpstream } from "./upstream";

const deployment = { name: "usual", api: "v2", credential: "good", isRefused: false } as const;

function world() {
  const schedule = createSchedule();
  const random = createRandom(1);
  return { schedule, random, process: createProcess({ name: "p0", deployment, schedule, random }) };
}

test("stops a sleeping machine's timers, but not its wall clock", async () => {
  const { schedule, process } = world();
  const { clock } = process;
  const [wall, monotonic] = [clock.now(), clock.monotonic()];
  let wokeAt = 0;
  void clock.sleep(10_000).then(() => {
    wokeAt = schedule.now();
  });
  await schedule.runUntil(4_000);
  process.sleep(60_000);
  await schedule.runUntil(30_000);
  expect(clock.monotonic() - monotonic).toBeCloseTo(4_000);
  expect(clock.now() - wall).toBeCloseTo(30_000);
  await schedule.runUntil(100_000);
  expect(wokeAt).toBeCloseTo(70_000);
  expect([process.slept(), process.longestAbsence(0)]).toEqual([60_000, 60_000]);
});

test("reports in which spans a process never stopped", async () => {
  const { schedule, process } = world();
  await schedule.runUntil(1_000);
  process.freeze(500);
  await schedule.runUntil(5_000);
  process.kill();
  const spans = [
    [0, 1_000],
    [900, 1_100],
    [1_500, 4_999],
    [1_500, 5_000],
  ] as const;
  expect(spans.map(([from, to]) => process.ranThrough(from, to))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("delays the timers of a frozen process, not its clocks", async () => {
  const { schedule, process } = world();
  const monotonic = process.clock.monotonic();
  let wokeAt = 0;
  void process.clock.sleep(1_000).then(() => {
    wokeAt = schedule.now();
  });
  process.freeze(5_000);
  await schedule.runUntil(6_000);
  expect(wokeAt).toBe(5_000);
  expect(process.clock.monotonic() - monotonic).toBeCloseTo(6_000);
  expect(process.slept()).toBe(0);
});

test("counts queued calls in order after a stall, none during it", async () => {
  const { schedule, random, process } = world();
  const upstream = createUpstream(schedule, random);
  const send = (key: string) =>
    upstream.take({ key, grantedAt: 0, sentAt: 0, process, arrived: () => undefined });
  send("before");
  upstream.stall(30_000);
  send("first");
  send("second");
  await schedule.runUntil(29_999);
  expect(upstream.arrivals().map(({ key }) => key)).toEqual(["before"]);
  await schedule.runUntil(31_000);
  send("after");
  const arrivals = upstream.arrivals();
  expect(arrivals.map(({ key }) => key)).toEqual(["before", "first", "second", "after"]);
  expect(arrivals.map(({ wasQueued }) => wasQueued)).toEqual([false, true, true, false]);
});

test("lets time pass in the shortest sleep", async () => {
  const { schedule, process } = world();
  await schedule.runUntil(1_070_271.708041336);
  let wokeAt = 0;
  void process.clock.sleep(1e-12).then(() => {
    wokeAt = schedule.now();
  });
  const before = schedule.now();
  await schedule.runUntil(1_070_272);
  expect(wokeAt).toBeGreaterThan(before);
});
