import { expect, test } from "vitest";
import { furtherWords } from "@/components/admin/window/further-words";

const month = {
  charged: "All API calls of a month",
  limit: 1_000_000,
  windowSeconds: 31 * 86_400,
  period: "month",
  used: 12_345,
  resetsAt: "2026-12-01T14:00:00.000Z",
} as const;

test("shows the month with used, limit and reset time", () => {
  expect(furtherWords(month)).toEqual({
    count: "12,345 of 1,000,000",
    note: "All API calls of a month · calendar month · 1.2% used · resets by Dec 1 09:00 ET",
    share: 0.012345,
    low: false,
  });
});

test("says that a reset time is unknown, and invents none", () => {
  const { note } = furtherWords({ ...month, used: 1_000_000, resetsAt: null });
  expect(note).toBe("All API calls of a month · calendar month · 100.0% used · reset time unknown");
});

test("shows a rolling window by its length", () => {
  const charged = "API calls for gamma by strike, expirations and screeners";
  const curves = { charged, limit: 5, windowSeconds: 60, period: null, used: 4, resetsAt: null };
  expect(furtherWords(curves)).toEqual({
    count: "4 of 5",
    note: "API calls for gamma by strike, expirations and screeners · rolling 60s · 80.0% used",
    share: 0.8,
    low: true,
  });
});

test("keeps the share within 0 and 1, whatever is used", () => {
  expect(furtherWords({ ...month, used: 2_000_000 }).share).toBe(1);
  expect(furtherWords({ ...month, used: 0 })).toMatchObject({ share: 0, low: false });
});
