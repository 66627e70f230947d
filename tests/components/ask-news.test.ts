import { describe, expect, test } from "vitest";
import { askNews } from "@/components/notices/ask-news";
import type { AskChange } from "@/lib/client/watch-asks";

const idle = { kind: "idle" } as const;
const asking = { kind: "asking" } as const;
const inLine = { kind: "in-line", ticket: "t", position: 3, landsAt: 0 } as const;

const news = (change: Partial<AskChange> & Pick<AskChange, "before" | "after">) =>
  askNews({ name: "SPY", landed: false, tooSoon: false, ...change });

describe("what is said aloud of an ask", () => {
  test("is its beginning, its place, and that it is done only when something newer came", () => {
    expect(news({ before: idle, after: asking })).toBe("Asking for SPY.");
    expect(news({ before: asking, after: inLine })).toBe("SPY is 3rd in line.");
    expect(news({ before: inLine, after: idle, landed: true })).toBe("SPY: done.");
  });

  test("is no success when the place was given up, or nothing newer came", () => {
    expect(news({ before: inLine, after: idle })).toBe("SPY: place given up.");
    expect(news({ before: asking, after: idle })).toBe("SPY: nothing newer came.");
  });

  test("is that nothing was asked where the press came before the caller's interval was over", () => {
    expect(news({ before: asking, after: idle, tooSoon: true })).toBe(
      "SPY was not asked for: wait a moment between two refreshes.",
    );
  });

  test("is nothing while only its place and wait change, or a refusal is taken back", () => {
    const nearer = { ...inLine, position: 1 };
    expect(news({ before: inLine, after: nearer })).toBeNull();
    const refusal = { reason: "expired", detail: "Lost.", readyAt: null } as const;
    const refused = { kind: "refused", refusal } as const;
    expect(news({ before: refused, after: idle, landed: true })).toBeNull();
  });
});
