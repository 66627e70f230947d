import { describe, expect, test } from "vitest";
import { askNews } from "@/components/notices/ask-news";

const idle = { kind: "idle" } as const;
const asking = { kind: "asking" } as const;
const inLine = { kind: "in-line", ticket: "t", position: 3, landsAt: 0 } as const;

describe("what is said aloud of an ask", () => {
  test("is its beginning, its place, and that it is done only when something newer came", () => {
    expect(askNews({ name: "SPY", before: idle, after: asking, landed: false })).toBe(
      "Asking for SPY.",
    );
    expect(askNews({ name: "SPY", before: asking, after: inLine, landed: false })).toBe(
      "SPY is 3rd in line.",
    );
    expect(askNews({ name: "SPY", before: inLine, after: idle, landed: true })).toBe("SPY: done.");
  });

  test("is no success when the place was given up, or nothing newer came", () => {
    expect(askNews({ name: "SPY", before: inLine, after: idle, landed: false })).toBe(
      "SPY: place given up.",
    );
    expect(askNews({ name: "SPY", before: asking, after: idle, landed: false })).toBe(
      "SPY: nothing newer came.",
    );
  });

  test("is nothing while only its place and wait change, or a refusal is taken back", () => {
    const nearer = { ...inLine, position: 1 };
    expect(askNews({ name: "SPY", before: inLine, after: nearer, landed: false })).toBeNull();
    const refusal = { reason: "expired", detail: "Lost.", readyAt: null } as const;
    const refused = { kind: "refused", refusal } as const;
    expect(askNews({ name: "SPY", before: refused, after: idle, landed: true })).toBeNull();
  });
});
