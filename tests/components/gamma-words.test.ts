import { expect, test } from "vitest";
import { alikeWords, weekWords } from "@/components/gamma/group-words";
import { withoutWords } from "@/components/gamma/without-words";

test("an expiration that has more than one name says so", () => {
  expect(alikeWords(["first_weekly"])).toBe("also first weekly");
  expect(alikeWords(["first_weekly", "first_monthly"])).toBe("also weekly, monthly");
  expect(weekWords({ alike: ["first_weekly"] })).toBe(
    "the nearest expiration, the first weekly one",
  );
  expect(weekWords({ alike: [] })).toBe("the nearest and the first weekly expirations");
});

test("where the expirations are loaded and tell no shares, the panel says what is missing", () => {
  const missing = ["gamma by expiration that adds up to the upstream's own total"];
  const reading = { state: "unavailable", missing };
  expect(withoutWords(reading, true, "Load it.")).toBe(
    "The expirations are loaded, but this cannot be read from them. Missing: gamma by expiration that adds up to the upstream's own total.",
  );
  expect(withoutWords(reading, false, "Load it.")).toBe("Load it.");
  expect(withoutWords(null, false, "Load it.")).toBe("Load it.");
});
