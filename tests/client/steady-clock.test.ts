import { describe, expect, test } from "vitest";
import { createServerTime } from "@/lib/client/time/server-time";
import { createSteadyClock } from "@/lib/client/time/steady-clock";

const HOUR = 3_600_000;

function laptop() {
  let [monotonic, wall] = [5_000, 1_700_000_000_000];
  const clock = createSteadyClock({ monotonic: () => monotonic, wall: () => wall });
  clock.now();
  return {
    clock,
    pass(ms: number) {
      monotonic += ms;
      wall += ms;
    },
    /** Sleep, or a wall clock that is set: what stands still in either is the forward-only clock. */
    setWall: (ms: number) => (wall += ms),
  };
}

describe("the steady clock", () => {
  test("runs through a sleep that stopped the forward-only clock", () => {
    const { clock, pass, setWall } = laptop();
    const before = clock.now();
    pass(1_000);
    setWall(HOUR);
    expect(clock.now() - before).toBe(HOUR + 1_000);
    expect(clock.sleeps()).toBe(1);
    pass(1_000);
    expect(clock.now() - before).toBe(HOUR + 2_000);
    expect(clock.sleeps()).toBe(1);
  });

  test("ignores a wall clock set back, or forward by less than 2 s", () => {
    const { clock, pass, setWall } = laptop();
    const before = clock.now();
    setWall(-HOUR);
    pass(1_000);
    expect(clock.now() - before).toBe(1_000);
    setWall(2_000);
    expect(clock.now() - before).toBe(1_000);
    expect(clock.sleeps()).toBe(0);
  });
});

describe("the server's time after a sleep", () => {
  test("has moved on before any answer comes", () => {
    const { clock, setWall } = laptop();
    const time = createServerTime(1_000_000, clock);
    setWall(HOUR);
    expect(time.now()).toBe(1_000_000 + HOUR);
  });

  test("is corrected by the first answer if the wall clock was moved", () => {
    const { clock, setWall } = laptop();
    const time = createServerTime(1_000_000, clock);
    setWall(5_000);
    time.learn(1_000_000);
    expect(time.now()).toBe(1_000_000);
    time.learn(999_000);
    expect(time.now()).toBe(1_000_000);
  });

  test("counts a sleep once, whether an answer or a look comes first", () => {
    const { clock, setWall } = laptop();
    const time = createServerTime(1_000_000, clock);
    setWall(HOUR);
    time.learn(1_000_000 + HOUR);
    expect(time.now()).toBe(1_000_000 + HOUR);
  });
});
