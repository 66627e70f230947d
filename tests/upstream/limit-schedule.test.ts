import { describe, expect, test } from "vitest";
import { createAlwaysOpenCalendar, createNyseCalendar } from "@/lib/cache/market-calendar";
import { createLimitSchedule } from "@/lib/upstream/port/limit-schedule";
import { windowsOf } from "@/lib/upstream/port/windows";

const calendar = createNyseCalendar();
const usual = { limit: 20, windowMs: 60_000, calendar };

/** The row that a schedule made around `about` has for `at`. */
function limitsAt(parts: Parameters<typeof createLimitSchedule>[0], at: string, about = at) {
  const { rows, endsAt } = createLimitSchedule(parts)(Date.parse(about));
  const moment = Date.parse(at);
  expect(endsAt === 0 || moment < endsAt).toBe(true);
  const row = rows.filter(({ from }) => from <= moment).at(-1);
  const declared = windowsOf(parts);
  const limitOf = (name: string) =>
    row?.limits[name] ?? declared.find((window) => window.name === name)?.limit;
  return ["account", "realtime", "expensive"].map((name) => limitOf(name) ?? limitOf("account"));
}

describe("the limits of v1", () => {
  const v1 = { ...usual, api: "v1" } as const;

  test.each([
    // Wednesday 2026-11-18: New York is 5 h behind UTC, the session is 14:30 to 21:00.
    ["before the open", "2026-11-18T14:20:00Z", [20, 20, 20]],
    ["in the session", "2026-11-18T18:00:00Z", [20, 2, 20]],
    ["a minute before the close", "2026-11-18T20:59:00Z", [20, 2, 20]],
    ["after the close", "2026-11-18T21:00:02Z", [20, 20, 20]],
    // Thanksgiving, and the early close of the day after: 18:00.
    ["on a holiday", "2026-11-26T18:00:00Z", [20, 20, 20]],
    ["before an early close", "2026-11-27T17:59:00Z", [20, 2, 20]],
    ["after an early close", "2026-11-27T18:00:02Z", [20, 20, 20]],
    // In summer it is 4 h: 13:30 to 20:00.
    ["in a summer session", "2026-07-15T13:31:00Z", [20, 2, 20]],
    ["after a summer session", "2026-07-15T20:00:02Z", [20, 20, 20]],
    ["on a Saturday", "2026-11-21T12:00:00Z", [2, 2, 2]],
    ["late on a Sunday in New York", "2026-11-23T04:59:00Z", [2, 2, 2]],
    ["on a Monday in New York", "2026-11-23T05:00:02Z", [20, 20, 20]],
  ])("%s", (_, at, limits) => {
    expect(limitsAt(v1, at)).toEqual(limits);
  });

  test("fall early enough that no earlier call exceeds them", () => {
    // The longest hold is 27 s, the window a minute, the tolerance 100 ms.
    expect(limitsAt(v1, "2026-11-18T14:28:32.899Z")).toEqual([20, 20, 20]);
    expect(limitsAt(v1, "2026-11-18T14:28:32.900Z")).toEqual([20, 2, 20]);
    expect(limitsAt(v1, "2026-11-20T23:58:32.900Z")).toEqual([2, 2, 2]);
  });

  test("are correct within 1.5 days of the estimated store time", () => {
    const believed = "2026-11-20T18:00:00Z";
    expect(limitsAt(v1, "2026-11-19T18:00:00Z", believed)).toEqual([20, 2, 20]);
    expect(limitsAt(v1, "2026-11-22T05:00:00Z", believed)).toEqual([2, 2, 2]);
  });

  test("never exceed the configured one", () => {
    expect(limitsAt({ ...v1, limit: 1 }, "2026-11-21T12:00:00Z")).toEqual([1, 1, 1]);
  });

  test("follow a market that never closes", () => {
    const open = { ...v1, calendar: createAlwaysOpenCalendar() };
    expect(limitsAt(open, "2026-11-18T03:00:00Z")).toEqual([20, 2, 20]);
  });

  test("have no weekend where the market never closes", () => {
    const open = { ...v1, calendar: createAlwaysOpenCalendar() };
    for (const at of ["2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z", "2026-11-23T04:59:00Z"]) {
      expect(limitsAt(open, at)).toEqual([20, 2, 20]);
    }
  });
});

describe("the limits of the others", () => {
  test("are five curves a window in v2, one window in the demo", () => {
    expect(limitsAt({ ...usual, api: "v2" }, "2026-11-21T12:00:00Z")).toEqual([20, 20, 5]);
    expect(limitsAt({ ...usual, api: "demo" }, "2026-11-21T12:00:00Z")).toEqual([20, 20, 20]);
  });
});
