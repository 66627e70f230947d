import { expect, test } from "vitest";
import { windowWords } from "@/components/quota/window-words";

test("says which calls need a further window, and what is left", () => {
  const charged = "API calls for gamma by strike, expirations and screeners";
  expect(windowWords({ charged, limit: 5, remaining: 0, resetsAt: null })).toBe(
    "API calls for gamma by strike, expirations and screeners: 0 of 5 left. These calls also use the shared quota.",
  );
});

test("says when a calendar window resets too", () => {
  const window = { charged: "All API calls of a month", limit: 1_000_000, remaining: 999_988 };
  const words = windowWords({ ...window, resetsAt: "2026-12-01T14:00:00.000Z" });
  expect(words).toMatch(/^All API calls of a month: 999,988 of 1,000,000 left\. Resets by /);
  expect(words).toContain("09:00 ET");
});
