import { expect, test } from "vitest";
import { alikeWords, weekWords } from "@/components/gamma/group-words";
import { withoutWords } from "@/components/gamma/without-words";

test("says when an expiration has more than one name", () => {
  expect(alikeWords(["first_weekly"])).toBe("also first weekly");
  expect(alikeWords(["first_weekly", "first_monthly"])).toBe("also weekly, monthly");
  expect(weekWords({ alike: ["first_weekly"] })).toBe("the next weekly expiration");
  expect(weekWords({ alike: [] })).toBe("the nearest and first weekly expirations");
});

test("says what is missing when loaded expirations have no shares", () => {
  const missing = ["complete gamma by expiration"];
  const reading = { state: "unavailable", missing };
  expect(withoutWords(reading, true, "Load it.")).toBe(
    "Not enough data in the loaded expirations. Missing: complete gamma by expiration.",
  );
  expect(withoutWords(reading, false, "Load it.")).toBe("Load it.");
  expect(withoutWords(null, false, "Load it.")).toBe("Load it.");
});
