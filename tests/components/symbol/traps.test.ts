import { expect, test } from "vitest";
import { oldestPart } from "@/components/symbol/parts/part-times";
import { trapsWords } from "@/components/symbol/traps-words";
import type { Part } from "@/lib/contract/snapshot/composite";

const trapsOf = (...states: ("present" | "absent" | "unavailable")[]) =>
  states.map((state) => ({ state }));

test("lists what is present, and what loading the rest costs", () => {
  expect(trapsWords([], 4)).toBe(
    "Not loaded yet. Needs 4 more datasets. See all checks to load them.",
  );
  expect(trapsWords(trapsOf("present", "absent", "unavailable"), 1)).toBe(
    "1 of 3 active, 1 without enough data. Needs 1 more dataset. See all checks to load them.",
  );
  expect(trapsWords(trapsOf("present", "unavailable"), 0)).toBe(
    "1 of 2 active, 1 without enough data.",
  );
  expect(trapsWords(trapsOf("present", "absent"), 2)).toBe("1 of 2 active.");
});

test("dates a reading by its oldest part, by a history if alone", () => {
  const partOf = (resource: Part["resource"], asOf: string | null): Part => ({
    resource,
    asOf,
    fetchedAt: asOf,
    freshUntil: asOf,
    nextExpectedAt: null,
    missedUpdates: [],
    source: asOf === null ? null : "cache",
    staleReason: null,
    ticket: null,
    problem: asOf === null ? "not-cached" : null,
  });
  const parts = [
    partOf("gex", "2026-11-23T15:00:00.000Z"),
    partOf("curve", null),
    partOf("history", "2026-11-20T21:00:00.000Z"),
    partOf("expirations", "2026-11-23T14:00:00.000Z"),
  ];
  expect(oldestPart(parts)).toMatchObject({ resource: "expirations", asOf: parts[3]?.asOf });
  expect(oldestPart(parts.slice(1, 3))).toMatchObject({ resource: "history" });
  expect(oldestPart([partOf("curve", null)])).toBeNull();
});
