import { expect, test } from "vitest";
import { type Call, orderKept } from "./order-kept";

const call = (askedAt: number, arrivedAt: number | null, over: Partial<Call> = {}): Call => ({
  ...{ priority: 5, askedAt, arrivedAt, others: 0 },
  ...over,
});

test("first come first served keeps every pair that waited together", () => {
  // 0-200, 0-400 and 200-400 waited together; 0-1000 did not.
  const calls = [call(0, 500), call(200, 600), call(400, 700), call(1_000, 1_100)];
  expect(orderKept(calls)).toEqual({ pairs: 3, kept: 3 });
});

test("who is passed by a later call of the same urgency loses that pair", () => {
  // 200 goes first of all: 0-200 is lost; 0-400 and 200-400 are kept.
  const calls = [call(0, 600), call(200, 500), call(400, 700)];
  expect(orderKept(calls)).toEqual({ pairs: 3, kept: 2 });
});

test("a call that has not arrived by the end was passed by all that have; two such decide nothing", () => {
  const calls = [call(0, null), call(200, 500), call(400, null)];
  // 0-200 is lost, 200-400 is kept, 0-400 is open.
  expect(orderKept(calls)).toEqual({ pairs: 2, kept: 1 });
});

test("a more urgent call that comes later may pass or not; one that came earlier must not wait", () => {
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
