import fc from "fast-check";
import { expect, test } from "vitest";
import { worstWindow } from "./fake-arrivals";

test("finds the worst window by counting from every arrival", () => {
  const times = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 60 });
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 200 }), (arrivals, windowMs) => {
      const counted = arrivals.map(
        (from) => arrivals.filter((at) => at >= from && at < from + windowMs).length,
      );
      expect(worstWindow(arrivals, windowMs)).toBe(Math.max(0, ...counted));
    }),
  );
});

test("counts an arrival a whole window later in the next one", () => {
  expect(worstWindow([0, 59_999, 60_000], 60_000)).toBe(2);
  expect(worstWindow([], 60_000)).toBe(0);
});
