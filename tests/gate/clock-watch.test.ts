import { describe, expect, test } from "vitest";
import { createClockWatch } from "@/lib/gate/clock-watch";

const WINDOW_MS = 60_000;
const EPOCH = Date.UTC(2026, 5, 1);

/** An instance that looks at the store, each clock under the test's hand. */
function createLooker() {
  const watch = createClockWatch(WINDOW_MS);
  const clocks = { store: EPOCH, monotonic: 5_000, wall: EPOCH + 600_000 };
  const pass = (milliseconds: number, which = Object.keys(clocks)) => {
    for (const name of which) clocks[name as keyof typeof clocks] += milliseconds;
  };
  return {
    pass,
    startRun: watch.startRun,
    /** A step whose request and reply took so long on the way. */
    look(thereMs = 5, backMs = 5) {
      const sentAt = clocks.monotonic;
      pass(thereMs);
      const now = clocks.store;
      pass(backMs);
      return watch.see({ now, sentAt, receivedAt: clocks.monotonic, wallAt: clocks.wall });
    },
  };
}

describe("within a run", () => {
  test("a clock that goes as ours is honest, however slow the way and whatever the drift of slewing", () => {
    const looker = createLooker();
    for (let looks = 0; looks < 400; looks += 1) {
      looker.pass(500);
      looker.pass(0.2, ["store"]);
      expect(looker.look((looks * 37) % 300, (looks * 53) % 300).ranAhead).toBe(false);
    }
  });

  test("a step ahead is seen that frees slots earlier than their tolerance", () => {
    const looker = createLooker();
    looker.look();
    looker.pass(1_000);
    looker.pass(100, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
    looker.pass(1_000);
    expect(looker.look().ranAhead).toBe(false);
  });

  test("small steps that add up within a window are seen", () => {
    const looker = createLooker();
    const seen: boolean[] = [];
    for (let steps = 0; steps < 6; steps += 1) {
      seen.push(looker.look(1, 1).ranAhead);
      looker.pass(2_000);
      looker.pass(30, ["store"]);
    }
    expect(seen).toContain(true);
  });

  test("back and then ahead again is ahead", () => {
    const looker = createLooker();
    looker.look();
    looker.pass(-800, ["store"]);
    expect(looker.look().ranAhead).toBe(false);
    looker.pass(800, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
  });

  test("what a slow reply may hide is told, so that a call can be sent so much later", () => {
    const looker = createLooker();
    expect(looker.look().unseenMs).toBe(0);
    expect(looker.look(20, 20).unseenMs).toBe(0);
    looker.pass(1_000);
    looker.pass(600, ["store"]);
    // The reply took longer than the clock ran ahead: it cannot be told from an honest one.
    const hidden = looker.look(5, 800);
    expect(hidden.ranAhead).toBe(false);
    expect(hidden.unseenMs).toBeGreaterThanOrEqual(550);
    expect(hidden.unseenMs).toBeLessThan(800);
  });
});

describe("between two runs", () => {
  test("a step ahead is seen where both of our clocks went on together", () => {
    const looker = createLooker();
    looker.look();
    looker.startRun();
    looker.pass(20_000);
    looker.pass(300, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
  });

  test("a machine that slept saw nothing run ahead: its wall clock went on", () => {
    const looker = createLooker();
    looker.look();
    looker.startRun();
    looker.pass(8 * 3_600_000, ["store", "wall"]);
    expect(looker.look()).toEqual({ ranAhead: false, unseenMs: 0 });
  });

  test("a wall clock that was set back changes nothing", () => {
    const looker = createLooker();
    looker.look();
    looker.startRun();
    looker.pass(30_000);
    looker.pass(-600_000, ["wall"]);
    expect(looker.look().ranAhead).toBe(false);
  });

  test("after a long pause a step of minutes is seen", () => {
    const looker = createLooker();
    looker.look();
    looker.startRun();
    looker.pass(600_000);
    looker.pass(61_000, ["store"]);
    expect(looker.look().ranAhead).toBe(true);
  });
});
