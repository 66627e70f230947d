import { expect, test } from "vitest";
import { type Call, orderKept } from "./order-kept";

const call = (askedAt: number, arrivedAt: number | null, over: Partial<Call> = {}): Call => ({
  priority: 5,
  askedAt,
  arrivedAt,
  others: 0,
  ...over,
});

test("keeps all pairs that waited, if first come is first served", () => {
  // 0-200, 0-400 and 200-400 waited together. 0-1000 did not.
  const calls = [call(0, 500), call(200, 600), call(400, 700), call(1_000, 1_100)];
  expect(orderKept(calls)).toEqual({ pairs: 3, kept: 3 });
});

test("loses a pair when a later call of the same urgency passes", () => {
  // 200 goes first, so 0-200 is lost. 0-400 and 200-400 are kept.
  const calls = [call(0, 600), call(200, 500), call(400, 700)];
  expect(orderKept(calls)).toEqual({ pairs: 3, kept: 2 });
});

test("counts an unarrived call as passed by all that have arrived", () => {
  const calls = [call(0, null), call(200, 500), call(400, null)];
  // 0-200 is lost, 200-400 is kept, 0-400 is open.
  expect(orderKept(calls)).toEqual({ pairs: 2, kept: 1 });
});

test("lets a later urgent call pass, but no earlier one wait", () => {
  const click = { priority: 2 };
  expect(orderKept([call(0, 600), call(200, 500, click)])).toEqual({ pairs: 0, kept: 0 });
  expect(orderKept([call(0, 600, click), call(200, 500)])).toEqual({ pairs: 1, kept: 0 });
});

test("who has less open may pass who has more", () => {
  const greedy = { others: 7 };
  expect(orderKept([call(0, 600, greedy), call(200, 500)])).toEqual({ pairs: 0, kept: 0 });
  expect(orderKept([call(0, 600), call(200, 500, greedy)])).toEqual({ pairs: 1, kept: 0 });
});

test("calls asked for within 100 ms of each other have no order", () => {
  expect(orderKept([call(0, 600), call(99, 500)])).toEqual({ pairs: 0, kept: 0 });
  expect(orderKept([call(0, 600), call(100, 500)])).toEqual({ pairs: 1, kept: 0 });
});
