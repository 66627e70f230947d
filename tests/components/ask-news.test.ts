import { describe, expect, test } from "vitest";
import { askNews } from "@/components/notices/ask-news";
import type { AskChange } from "@/lib/client/asks/watch-asks";

const idle = { kind: "idle" } as const;
const asking = { kind: "asking" } as const;
const inLine = { kind: "queued", ticket: "t", position: 3, endsAt: 0 } as const;

const news = (change: Partial<AskChange> & Pick<AskChange, "before" | "after">) =>
  askNews({ name: "SPY", loaded: false, tooSoon: false, ...change });

describe("what is said aloud of an ask", () => {
  test("is its start, its place, and its end only with newer data", () => {
    expect(news({ before: idle, after: asking })).toBe("Loading SPY.");
    expect(news({ before: asking, after: inLine })).toBe("SPY is 3rd in queue.");
    expect(news({ before: inLine, after: idle, loaded: true })).toBe("SPY updated.");
  });

  test("is no success when the request was canceled or got no data", () => {
    expect(news({ before: inLine, after: idle })).toBe("SPY: canceled.");
    expect(news({ before: asking, after: idle })).toBe("SPY: no newer data.");
  });

  test("is that nothing was asked by a press that came too early", () => {
    expect(news({ before: asking, after: idle, tooSoon: true })).toBe(
      "SPY was not refreshed. Wait a moment between refreshes.",
    );
  });

  test("is nothing for a new place or wait, or a lifted refusal", () => {
    const nearer = { ...inLine, position: 1 };
    expect(news({ before: inLine, after: nearer })).toBeNull();
    const refusal = { reason: "expired", detail: "Lost.", readyAt: null } as const;
    const refused = { kind: "refused", refusal } as const;
    expect(news({ before: refused, after: idle, loaded: true })).toBeNull();
  });
});
