import { expect, test } from "vitest";
import { oldestPart } from "@/components/symbol/part-times";
import { trapsWords } from "@/components/symbol/traps-words";
import type { Part } from "@/lib/contract/composite";

const trapsOf = (...states: ("present" | "absent" | "unavailable")[]) =>
  states.map((state) => ({ state }));

test("the list of traps says what is present, and what loading the rest costs and where", () => {
  expect(trapsWords([], 4)).toBe(
    "Nobody has loaded this yet. “All, with their inputs” loads what they are read from: 4 calls, shared with everyone.",
  );
  expect(trapsWords(trapsOf("present", "absent", "unavailable"), 1)).toBe(
    "1 of 3 present, 1 cannot be read yet. “All, with their inputs” loads what they are read from: 1 call, shared with everyone.",
  );
  expect(trapsWords(trapsOf("present", "unavailable"), 0)).toBe(
    "1 of 2 present, 1 cannot be read yet.",
  );
  expect(trapsWords(trapsOf("present", "absent"), 2)).toBe("1 of 2 present.");
});

test("a reading is as old as its oldest part at hand; a history, a day old by nature, hides none", () => {
  const partOf = (resource: Part["resource"], asOf: string | null): Part => ({
    resource,
    asOf,
    fetchedAt: asOf,
    freshUntil: asOf,
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
