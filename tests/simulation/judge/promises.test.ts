import { describe, expect, test } from "vitest";
import type { Deployment } from "../faults/deployment";
import { createProcess } from "../faults/process";
import { createRandom } from "../faults/random";
import type { Wish } from "../instance";
import { createSchedule } from "../schedule";
import { brokenByRefusals, brokenWishes } from "./promises";
import type { RefusedCall } from "./refused-calls";

const usual: Deployment = { name: "usual", api: "v2", credential: "good", isRefused: false };
const processOf = (deployment = usual) =>
  createProcess({ name: "p0", deployment, schedule: createSchedule(), random: createRandom(1) });

const wish = (changes: Partial<Wish>): Wish => ({
  process: processOf(),
  key: "a",
  caller: "c1",
  priority: 2,
  cancels: false,
  askedAt: 0,
  endedAt: 1,
  state: "failed",
  why: "",
  ends: 1,
  ...changes,
});

describe("a waiting caller of a live process", () => {
  test("receives one end", () => {
    expect(brokenWishes([wish({})])).toEqual([]);
    expect(brokenWishes([wish({ ends: 2 })])).toHaveLength(1);
    expect(brokenWishes([wish({ ends: 0, state: "waiting" })])).toHaveLength(1);
  });

  test("may wait for another deployment when its key is refused", () => {
    const process = processOf({ ...usual, isRefused: true });
    expect(brokenWishes([wish({ process, ends: 0, state: "waiting" })])).toEqual([]);
    expect(brokenWishes([wish({ process, ends: 2 })])).toHaveLength(1);
  });
});

describe("a ticket that was canceled", () => {
  const gone = { why: "gone" };

  test("is a broken promise while its caller watched", () => {
    expect(brokenWishes([wish(gone)])).toHaveLength(1);
  });

  test("is correct if its caller left or its process slept", () => {
    expect(brokenWishes([wish(gone), wish({ state: "left", cancels: true })])).toEqual([]);
    expect(brokenWishes([wish(gone), wish({ state: "left", cancels: false })])).toHaveLength(1);
    const process = processOf();
    process.freeze(40_000);
    expect(brokenWishes([wish({ ...gone, process })])).toHaveLength(1);
    process.sleep(50_000);
    expect(brokenWishes([wish({ ...gone, process })])).toEqual([]);
  });
});

test.each(["upstream-auth", "not-offered", "credentials", "not-allowed"])(
  "allows %s only for a deployment whose key is refused",
  (why) => {
    expect(brokenWishes([wish({ why })])).toHaveLength(1);
    const process = processOf({ ...usual, isRefused: true });
    expect(brokenWishes([wish({ why, process })])).toEqual([]);
  },
);

test("allows a refused key two calls in ten windows, or a loss", () => {
  const calls = (...times: number[]) =>
    times.map((at): RefusedCall => ({ at, key: `S${at}`, epoch: 0, isUnsuspected: false }));
  const later = (call: RefusedCall) => ({ ...call, epoch: 1 });
  expect(brokenByRefusals(calls(0, 1, 600_000))).toEqual([]);
  expect(brokenByRefusals(calls(0, 1, 599_999))).toHaveLength(1);
  expect(brokenByRefusals([...calls(0, 1), ...calls(10, 11).map(later)])).toEqual([]);
  expect(brokenByRefusals(calls(0, 1, 10, 11))).toHaveLength(1);
});

test("allows an unsuspected key a burst, and one more call", () => {
  const call = (at: number, isUnsuspected = true): RefusedCall => ({
    at,
    key: `S${at}`,
    epoch: 0,
    isUnsuspected,
  });
  const atOnce = [call(0), call(1), call(2), call(3)];
  expect(brokenByRefusals(atOnce)).toEqual([]);
  expect(brokenByRefusals([...atOnce, call(10, false)])).toEqual([]);
  expect(brokenByRefusals([...atOnce, call(10, false), call(20, false)])).toHaveLength(1);
});

test("counts a symbol once until another symbol is refused", () => {
  const calls = (...keys: string[]) =>
    keys.map((key, at): RefusedCall => ({ at, key, epoch: 0, isUnsuspected: false }));
  expect(brokenByRefusals(calls("A", "A", "A", "B"))).toEqual([]);
  expect(brokenByRefusals(calls("A", "A", "B", "A"))).toHaveLength(1);
  expect(brokenByRefusals(calls("A", "B", "B"))).toHaveLength(1);
});
