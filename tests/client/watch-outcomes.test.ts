import { expect, test } from "vitest";
import type { Refusal } from "@/lib/client/ask-store";
import { holdSnapshot } from "@/lib/client/held";
import { type Outcome, watchOutcomes } from "@/lib/client/watch-outcomes";
import { NOW, snapshotFixture } from "../support/snapshot-fixture";
import { testTab } from "../support/test-tab";

const inLine = { kind: "in-line", ticket: "t", position: 2, landsAt: NOW } as const;

function watched() {
  const { tab, hold } = testTab(() => Promise.reject(new Error("nobody asks here")), NOW);
  const outcomes: Outcome[] = [];
  const stop = watchOutcomes(tab, (outcome) => outcomes.push(outcome));
  hold(holdSnapshot(snapshotFixture("SPY", { ageSeconds: 900 }), NOW));
  return { asks: tab.asks, hold, outcomes, stop };
}

test("a landing after a wait in line is told, with how many share the call", () => {
  const { asks, hold, outcomes } = watched();
  asks.write("SPY", { kind: "asking" });
  asks.write("SPY", inLine);
  asks.write("SPY", { ...inLine, position: 1 });
  hold(holdSnapshot(snapshotFixture("SPY", { sharedWith: 2 }), NOW));
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toEqual([{ kind: "landed", name: "SPY", waited: true, sharedWith: 2 }]);
});

test("giving up is no outcome: nothing newer is held", () => {
  const { asks, outcomes } = watched();
  asks.write("SPY", inLine);
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toEqual([]);
});

test("a refusal is told with its reason, whether it waited or not, until nobody listens", () => {
  const { asks, outcomes, stop } = watched();
  const refusal: Refusal = { reason: "unknown-symbol", detail: "No.", readyAt: null };
  asks.write("ZZZ", { kind: "asking" });
  asks.write("ZZZ", { kind: "refused", refusal });
  expect(outcomes).toEqual([{ kind: "refused", name: "ZZZ", waited: false, refusal }]);
  stop();
  asks.write("ZZZ", { kind: "asking" });
  asks.write("ZZZ", { kind: "refused", refusal });
  expect(outcomes).toHaveLength(1);
});

test("a press whose call failed is told with the age of what is still shown, and only once", () => {
  const { asks, hold, outcomes } = watched();
  const copy = snapshotFixture("SPY", { ageSeconds: 900 });
  asks.write("SPY", { kind: "asking" });
  hold(holdSnapshot({ ...copy, source: "stale", staleReason: "upstream-error" }, NOW));
  asks.write("SPY", { kind: "idle" });
  const failed = { kind: "failed", name: "SPY", waited: false, shownAgeMs: 900_000 };
  expect(outcomes).toEqual([failed]);
  asks.write("SPY", inLine);
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toEqual([failed]);
});

test("a press that nothing could be asked for is no failed call: the banner tells of it", () => {
  const { asks, hold, outcomes } = watched();
  const copy = snapshotFixture("SPY", { ageSeconds: 900 });
  asks.write("SPY", { kind: "asking" });
  hold(holdSnapshot({ ...copy, source: "stale", staleReason: "breaker-open" }, NOW));
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toEqual([]);
});

test("a failed call is no landing, though somebody's newer copy came with it", () => {
  const { asks, hold, outcomes } = watched();
  const newer = snapshotFixture("SPY", { ageSeconds: 300 });
  asks.write("SPY", { kind: "asking" });
  hold(holdSnapshot({ ...newer, source: "stale", staleReason: "upstream-error" }, NOW));
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toMatchObject([{ kind: "failed", shownAgeMs: 300_000 }]);
});
