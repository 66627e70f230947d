import { describe, expect, test } from "vitest";
import { supersedes, toLocalSnapshot } from "@/lib/client/tab/local-cache";
import { NOW, snapshotFixture } from "../../support/visitors/snapshot-fixture";

const HOUR = 3_600;
const copy = (ageSeconds: number) => toLocalSnapshot(snapshotFixture("SPY", { ageSeconds }), NOW);

describe("a copy that arrives", () => {
  test("replaces an older or the same one, and never a newer one", () => {
    expect(supersedes(copy(600), null)).toBe(true);
    expect(supersedes(copy(300), copy(600))).toBe(true);
    expect(supersedes(copy(600), copy(600))).toBe(true);
    expect(supersedes(copy(600), copy(300))).toBe(false);
  });

  test("replaces one from the future after the clock was set back", () => {
    expect(supersedes(copy(120), copy(-HOUR))).toBe(true);
  });
});
