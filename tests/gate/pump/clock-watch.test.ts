import { describe, expect, test } from "vitest";
import { createClockWatch } from "@/lib/gate/clock-watch";

const WINDOW_MS = 60_000;
const EPOCH = Date.UTC(2026, 5, 1);

/** Creates an instance that takes steps. The test moves each clock by itself. */
function createLooker() {
  const watch = createClockWatch(WINDOW_MS);
  const clocks = { store: EPOCH, monotonic: 5_000, wall: EPOCH + 600_000 };
  const pass = (milliseconds: number, which = Object.keys(clocks)) => {
    for (const name of which) clocks[name as keyof typeof clocks] += milliseconds;
  };
  return {
    pass,
    startRun: watch.startRun,
    /** Takes a step during which the machine sleeps. `isThere`: before the store receives the step. */
    lookAsleep(milliseconds: number, isThere: boolean) {
      const sent = { ...clocks };
      if (isThere) pass(milliseconds, ["store", "wall"]);
      const now = clocks.store;
      if (!isThere) pass(milliseconds, ["store", "wall"]);
      return watch.see({ now, sent, received: { ...clocks } });
    },
    /** Takes a step with these transit times of request and reply. */
    look(thereMs = 5, backMs = 5) {
      const sent = { ...clocks };
      pass(thereMs);
      const now = clocks.store;
      pass(backMs);
      return watch.see({ now, sent, received: { ...clocks } });
    },
  };
}

describe("within a run", () => {
  test("accepts a clock that keeps pace, despite latency and slewing", () => {
    const looker = createLooker();
    for (let looks = 0; looks < 400; looks += 1) {
      looker.pass(500);
      looker.pass(0.2, ["store"]);
      expect(looker.look((looks * 37) % 300, (looks * 53) % 300).ranAhead).toBe(false);
    }
  });

  test("detects a jump ahead of more than the tolerance", () => {
    const looker = createLooker();
    looker.look();
    looker.pass(1_000);
    looker.pass(100, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
    looker.pass(1_000);
    expect(looker.look().ranAhead).toBe(false);
  });

  test("detects small jumps that add up within a window", () => {
    const looker = createLooker();
    const seen: boolean[] = [];
    for (let steps = 0; steps < 6; steps += 1) {
      seen.push(looker.look(1, 1).ranAhead);
      looker.pass(2_000);
      looker.pass(30, ["store"]);
    }
    expect(seen).toContain(true);
  });

  test("counts a jump back and ahead again as ahead", () => {
    const looker = createLooker();
    looker.look();
    looker.pass(-800, ["store"]);
    expect(looker.look().ranAhead).toBe(false);
    looker.pass(800, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
  });

  test("reports how large a jump a slow reply may hide", () => {
    const looker = createLooker();
    expect(looker.look().unseenMs).toBe(0);
    expect(looker.look(20, 20).unseenMs).toBe(0);
    looker.pass(1_000);
    looker.pass(600, ["store"]);
    // The reply took longer than the jump, so the jump looks like latency.
    const hidden = looker.look(5, 800);
    expect(hidden.ranAhead).toBe(false);
    expect(hidden.unseenMs).toBeGreaterThanOrEqual(550);
    expect(hidden.unseenMs).toBeLessThan(800);
  });
});

describe("a machine that sleeps within a run", () => {
  const asleep = ["store", "wall"];

  test.each([500, 20_000, 8 * 3_600_000])(
    "reports no jump after %i ms of sleep",
    (milliseconds) => {
      const looker = createLooker();
      looker.look();
      looker.pass(1_000);
      looker.look();
      looker.pass(milliseconds, asleep);
      expect(looker.look()).toEqual({ ranAhead: false, unseenMs: 0 });
      // A later jump is still detected.
      looker.pass(1_000);
      looker.pass(100, ["store"]);
      expect(looker.look().ranAhead).toBe(true);
    },
  );

  test("reports no jump when it sleeps while a step is in transit", () => {
    for (const on of ["there", "back"]) {
      const looker = createLooker();
      looker.look();
      const seen = looker.lookAsleep(300_000, on === "there");
      expect(seen.ranAhead).toBe(false);
      looker.pass(1_000);
      expect(looker.look().ranAhead).toBe(false);
      looker.pass(100, ["store"]);
      expect(looker.look().ranAhead).toBe(true);
    }
  });

  test("detects a store ahead of both local clocks after a sleep", () => {
    for (const [store, wall] of [
      [62_000, 60_000],
      [60_000, 62_000],
      [500, 100],
      [10_000, 3_600_000],
    ] as const) {
      const looker = createLooker();
      looker.look();
      looker.pass(store, ["store"]);
      looker.pass(wall, ["wall"]);
      expect(looker.look().ranAhead, `store ${store}, wall ${wall}`).toBe(true);
    }
  });

  test("ignores a change of the wall clock alone", () => {
    const looker = createLooker();
    looker.look();
    looker.pass(600_000, ["wall"]);
    expect(looker.look().ranAhead).toBe(false);
    looker.pass(100, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
  });
});

describe("between two runs", () => {
  test("detects a jump ahead when both local clocks agree", () => {
    const looker = createLooker();
    looker.look();
    looker.startRun();
    looker.pass(20_000);
    looker.pass(300, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
  });

  test("accepts a sleep during which the wall clock advanced", () => {
    const looker = createLooker();
    looker.look();
    looker.startRun();
    looker.pass(8 * 3_600_000, ["store", "wall"]);
    expect(looker.look()).toEqual({ ranAhead: false, unseenMs: 0 });
  });

  test("ignores a wall clock that was set back", () => {
    const looker = createLooker();
    looker.look();
    looker.startRun();
    looker.pass(30_000);
    looker.pass(-600_000, ["wall"]);
    expect(looker.look().ranAhead).toBe(false);
  });

  test("detects a jump of a minute after a long pause", () => {
    const looker = createLooker();
    looker.look();
    looker.startRun();
    looker.pass(600_000);
    looker.pass(61_000, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
  });
});
