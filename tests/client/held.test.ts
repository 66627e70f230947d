import { describe, expect, test } from "vitest";
import { holdSnapshot, supersedes } from "@/lib/client/held";
import { NOW, snapshotFixture } from "../support/snapshot-fixture";

const HOUR = 3_600;
const copy = (ageSeconds: number) => holdSnapshot(snapshotFixture("SPY", { ageSeconds }), NOW);

describe("a copy that arrives", () => {
  test("takes the place of an older one and of the same one, and never of a newer one", () => {
    expect(supersedes(copy(600), null)).toBe(true);
    expect(supersedes(copy(300), copy(600))).toBe(true);
    expect(supersedes(copy(600), copy(600))).toBe(true);
    expect(supersedes(copy(600), copy(300))).toBe(false);
  });

  test("takes the place of one from the future: the store's clock was set back", () => {
    expect(supersedes(copy(120), copy(-HOUR))).toBe(true);
  });
});
