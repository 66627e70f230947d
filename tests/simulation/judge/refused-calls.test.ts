import { expect, test } from "vitest";
import type { SentStep } from "../shared-store";
import type { Arrival } from "../upstream";
import { createCredentialWatch } from "./credential-watch";
import type { GrantKept } from "./ledger";
import { refusedCalls } from "./refused-calls";

const arrival = (changes: Partial<Arrival>): Arrival => ({
  at: 1_000,
  key: "a",
  from: "p0",
  wasRefused: true,
  wasReceived: true,
  grantedAt: 0,
  sentAt: 0,
  wasQueued: false,
  ...changes,
});

/** How many calls count against a key: 0 or 1 for this arrival and grant. */
function counts(
  changes: Partial<Arrival>,
  { couldTell: couldReport = true, ...kept }: Partial<GrantKept> & { couldTell?: boolean } = {},
): number {
  const grant: GrantKept = {
    holdsUntil: 15_000,
    isProbe: false,
    isForgotten: false,
    isUnsuspected: false,
    isSettled: true,
    ...kept,
  };
  const ledger = { grantOf: () => grant, lossesAt: () => [], gateTime: (at: number) => at };
  const arrivals = [arrival(changes)];
  return refusedCalls({ arrivals, ledger, couldReport: () => couldReport }).length;
}

test("counts a refusal that was reported to the gate", () => {
  expect(counts({})).toBe(1);
  expect(counts({}, { couldTell: false, isForgotten: true })).toBe(1);
  expect(counts({ wasRefused: false })).toBe(0);
  expect(counts({ wasReceived: false })).toBe(0);
});

test("counts an unreported refusal if it could be reported", () => {
  expect(counts({}, { isSettled: false })).toBe(1);
  expect(counts({}, { isSettled: false, couldTell: false })).toBe(0);
  expect(counts({}, { isSettled: false, isForgotten: true })).toBe(0);
});

test("checks whether the process ran from arrival to end of hold", () => {
  const asked: unknown[] = [];
  const grant = { isSettled: false, isForgotten: false, holdsUntil: 15_000 } as GrantKept;
  refusedCalls({
    arrivals: [arrival({})],
    ledger: { grantOf: () => grant, lossesAt: () => [], gateTime: (at) => at },
    couldReport: (...span) => {
      asked.push(span);
      return true;
    },
  });
  expect(asked).toEqual([["p0", 1_000, 15_000]]);
});

test("dates calls by the gate's time and counts earlier losses", () => {
  const [early, late] = refusedCalls({
    arrivals: [arrival({ at: 1_000 }), arrival({ at: 9_000 })],
    ledger: {
      grantOf: () => undefined,
      lossesAt: () => [5_000],
      gateTime: (at) => (at < 5_000 ? at : at + 60_000),
    },
    couldReport: () => true,
  });
  expect(early).toEqual({ at: 1_000, key: "a", epoch: 0, isUnsuspected: false });
  expect(late).toEqual({ at: 69_000, key: "a", epoch: 1, isUnsuspected: false });
});

test("suspects a key once refused, or next to one seen recently", () => {
  let now = 0;
  const watch = createCredentialWatch(() => now);
  const step = (credential: string, kinds = ["v2:/tickers/*"]) =>
    watch.saw({ credential, kinds } as SentStep);
  step("revoked");
  step("none", []);
  expect(watch.isUnsuspected("revoked")).toBe(true);
  watch.refused("revoked");
  expect(watch.isUnsuspected("revoked")).toBe(false);
  watch.lost();
  expect(watch.isUnsuspected("revoked")).toBe(true);
  step("good");
  expect(watch.isUnsuspected("revoked")).toBe(false);
  now = 600_000;
  expect(watch.isUnsuspected("revoked")).toBe(true);
});
