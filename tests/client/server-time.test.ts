import { describe, expect, test } from "vitest";
import { createServerTime } from "@/lib/client/time/server-time";

function timeAt(serverNow: number) {
  let elapsed = 0;
  const time = createServerTime(serverNow, { now: () => elapsed, sleeps: () => 0 });
  return { time, pass: (ms: number) => (elapsed += ms) };
}

describe("the server's time", () => {
  test("follows the forward-only clock, not the local wall clock", () => {
    const { time, pass } = timeAt(1_000_000);
    pass(2_500);
    expect(time.now()).toBe(1_002_500);
  });

  test("catches up after a sleep that stopped the forward-only clock", () => {
    const { time } = timeAt(1_000_000);
    time.learn(4_600_000);
    expect(time.now()).toBe(4_600_000);
  });

  test("is not pulled back by an answer that came late", () => {
    const { time, pass } = timeAt(1_000_000);
    pass(5_000);
    time.learn(1_002_000);
    expect(time.now()).toBe(1_005_000);
  });

  test("follows a server clock set back, and ignores invalid times", () => {
    const { time } = timeAt(1_000_000);
    time.learn(Number.NaN);
    expect(time.now()).toBe(1_000_000);
    time.learn(900_000);
    expect(time.now()).toBe(900_000);
  });
});
