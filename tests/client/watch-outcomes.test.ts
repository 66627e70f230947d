import { expect, test } from "vitest";
import { type Outcome, watchOutcomes } from "@/lib/client/asks/watch-outcomes";
import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { toLocalSnapshot } from "@/lib/client/tab/local-cache";
import { NOW, snapshotFixture } from "../support/visitors/snapshot-fixture";
import { testTab } from "../support/visitors/test-tab";

const inLine = { kind: "queued", ticket: "t", position: 2, endsAt: NOW } as const;

function watched() {
  const { tab, hold } = testTab(() => Promise.reject(new Error("no request expected")), NOW);
  const outcomes: Outcome[] = [];
  const stop = watchOutcomes(tab, (outcome) => outcomes.push(outcome));
  hold(toLocalSnapshot(snapshotFixture("SPY", { ageSeconds: 900 }), NOW));
  return { asks: tab.asks, hold, outcomes, stop };
}

test("reports a completion after a wait, and how many share the call", () => {
  const { asks, hold, outcomes } = watched();
  asks.write("SPY", { kind: "asking" });
  asks.write("SPY", inLine);
  asks.write("SPY", { ...inLine, position: 1 });
  hold(toLocalSnapshot(snapshotFixture("SPY", { sharedWith: 2 }), NOW));
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toEqual([{ kind: "loaded", name: "SPY", waited: true, sharedWith: 2 }]);
});

test("giving up is no outcome: nothing newer is held", () => {
  const { asks, outcomes } = watched();
  asks.write("SPY", inLine);
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toEqual([]);
});

test("reports each refusal with its reason until it is stopped", () => {
  const { asks, outcomes, stop } = watched();
  const refusal: AskRefusal = { reason: "unknown-symbol", detail: "No.", readyAt: null };
  asks.write("ZZZ", { kind: "asking" });
  asks.write("ZZZ", { kind: "refused", refusal });
  expect(outcomes).toEqual([{ kind: "refused", name: "ZZZ", waited: false, refusal }]);
  stop();
  asks.write("ZZZ", { kind: "asking" });
  asks.write("ZZZ", { kind: "refused", refusal });
  expect(outcomes).toHaveLength(1);
});

test("reports a failed call once, with the age of what is shown", () => {
  const { asks, hold, outcomes } = watched();
  const copy = snapshotFixture("SPY", { ageSeconds: 900 });
  asks.write("SPY", { kind: "asking" });
  hold(toLocalSnapshot({ ...copy, source: "stale", staleReason: "upstream-error" }, NOW));
  asks.write("SPY", { kind: "idle" });
  const failed = { kind: "failed", name: "SPY", waited: false, shownAgeMs: 900_000 };
  expect(outcomes).toEqual([failed]);
  asks.write("SPY", inLine);
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toEqual([failed]);
});

test("leaves a press that could request nothing to the banner", () => {
  const { asks, hold, outcomes } = watched();
  const copy = snapshotFixture("SPY", { ageSeconds: 900 });
  asks.write("SPY", { kind: "asking" });
  hold(toLocalSnapshot({ ...copy, source: "stale", staleReason: "breaker-open" }, NOW));
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toEqual([]);
});

test("counts a failed call as no completion despite a newer copy", () => {
  const { asks, hold, outcomes } = watched();
  const newer = snapshotFixture("SPY", { ageSeconds: 300 });
  asks.write("SPY", { kind: "asking" });
  hold(toLocalSnapshot({ ...newer, source: "stale", staleReason: "upstream-error" }, NOW));
  asks.write("SPY", { kind: "idle" });
  expect(outcomes).toMatchObject([{ kind: "failed", shownAgeMs: 300_000 }]);
});
