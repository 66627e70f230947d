import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addCallers,
  type CallerTallies,
  countCaller,
  keepHeaviest,
} from "@/lib/metrics/caller-tallies";
import { addTally, emptyCounts, emptyTally, quantile, spreadValue } from "@/lib/metrics/tally";

const noCallers = (): CallerTallies => ({ callers: {}, others: emptyCounts() });
const asksIn = ({ callers, others }: CallerTallies) =>
  [...Object.values(callers), others].reduce((sum, { hits }) => sum + hits, 0);

describe("waits and latencies", () => {
  test("are kept to two significant digits, and ranked", () => {
    const { waits } = emptyTally();
    for (const wait of [0, 7, 43, 312, 318, 12_345, 99_999]) spreadValue(waits, wait);
    expect(waits).toEqual({ 0: 1, 7: 1, 43: 1, 310: 1, 320: 1, 12000: 1, 100000: 1 });
    expect([quantile(waits, 0.5), quantile(waits, 0.95)]).toEqual([310, 100_000]);
    expect(quantile({}, 0.5)).toBeNull();
  });

  test("have a bounded number of values, whatever they are", () => {
    const { waits } = emptyTally();
    for (let wait = 0; wait < 1_000_000; wait += 37) spreadValue(waits, wait);
    expect(Object.keys(waits).length).toBeLessThan(500);
  });

  test("added in any order come to the same", () => {
    const times = fc.array(fc.nat(100_000), { maxLength: 30 });
    fc.assert(
      fc.property(times, times, (one, other) => {
        const tallies = [one, other].map((values) => {
          const tally = emptyTally();
          for (const value of values) spreadValue(tally.waits, value);
          return tally;
        });
        const [first = emptyTally(), second = emptyTally()] = tallies;
        const [ab, ba] = [emptyTally(), emptyTally()];
        for (const tally of [first, second]) addTally(ab, tally);
        for (const tally of [second, first]) addTally(ba, tally);
        expect(ab).toEqual(ba);
      }),
    );
  });
});

describe("the callers of an hour", () => {
  test("are at most 200, and none of their asks is lost", () => {
    const table = noCallers();
    for (let ask = 0; ask < 30_000; ask += 1) countCaller(table, `c${ask % 10_000}`, "hits", ask);
    keepHeaviest(table, 200);
    expect(Object.keys(table.callers)).toHaveLength(200);
    expect(asksIn(table)).toBe(30_000);
  });

  test("of 200 or fewer each has exactly what it asked", () => {
    const table = noCallers();
    for (let ask = 0; ask < 2_000; ask += 1) countCaller(table, `c${ask % 200}`, "hits", ask);
    keepHeaviest(table, 200);
    expect(Object.values(table.callers).every(({ hits }) => hits === 10)).toBe(true);
    expect(table.others.hits).toBe(0);
  });

  test("include a late but busy one, however full the table is", () => {
    const table = noCallers();
    let asks = 0;
    for (let flush = 0; flush < 100; flush += 1) {
      const more = noCallers();
      for (let ask = 0; ask < 200; ask += 1) countCaller(more, `c${asks++ % 5_000}`, "hits", asks);
      // From the middle on, one ask in each flush: more than a 200th part of all that follow.
      for (let ask = 0; flush >= 50 && ask < 4; ask += 1) countCaller(more, "late", "hits", asks++);
      addCallers(table, more);
    }
    expect(Object.keys(table.callers)).toHaveLength(200);
    expect(table.callers.late?.hits).toBeGreaterThan(100);
    expect(asksIn(table)).toBe(100 * 200 + 50 * 4);
  });
});
