import { expect, test } from "vitest";
import type { Arrival } from "../upstream";
import { setHolesAside } from "./holes";
import type { GrantKept } from "./ledger";

const WINDOW_MS = 60_000;
const usual: GrantKept = {
  holdsUntil: 20_000,
  isProbe: false,
  isForgotten: false,
  isUnsuspected: false,
  isSettled: true,
};

/** Sets aside the holes of these calls. Each has its time of arrival and the facts of its grant. */
function holesOf(...calls: [at: number, grant?: Partial<GrantKept>, wasQueued?: boolean][]) {
  const grants = calls.map(([, grant]) => ({ ...usual, ...grant }));
  const arrivals = calls.map(
    ([at, , wasQueued = false], index): Arrival => ({
      at,
      key: "a",
      from: "p0",
      wasRefused: false,
      wasReceived: true,
      wasQueued,
      grantedAt: index,
      sentAt: 0,
    }),
  );
  const grantOf = (_: string, grantedAt: number) => grants[grantedAt];
  return setHolesAside({ arrivals, grantOf, windowMs: WINDOW_MS });
}

test("counts a call that was queued beyond its hold", () => {
  expect(holesOf([50_000, {}, true], [51_000])).toEqual({
    holes: { probe: 0, forgotten: 0, worst: 2 },
    worst: 2,
  });
});

test("sets a probe aside only within a window of a queued call", () => {
  const probe = { isProbe: true, holdsUntil: 200_000 };
  expect(holesOf([50_000, {}, true], [109_999, probe]).holes.probe).toBe(1);
  expect(holesOf([50_000, {}, true], [109_999, probe]).worst).toBe(1);
  expect(holesOf([50_000, {}, true], [110_000, probe]).holes.probe).toBe(0);
  expect(holesOf([50_000, {}, false], [51_000, probe]).worst).toBe(2);
  expect(holesOf([19_000, {}, true], [20_000, probe]).worst).toBe(2);
});

test("sets a forgotten call aside only if queued beyond its hold", () => {
  const forgotten = { isForgotten: true };
  expect(holesOf([50_000, forgotten, true]).worst).toBe(0);
  expect(holesOf([50_000, forgotten, false]).worst).toBe(1);
  expect(holesOf([19_000, forgotten, true]).worst).toBe(1);
});
