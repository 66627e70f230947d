import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMarket } from "./demo-market";

describe("the demo market's own limit", () => {
  test("refuses the 21st call in 60 s with a correct wait", async () => {
    const { ask, advance } = createMarket();
    const kinds: string[] = [];
    for (let count = 0; count < 20; count += 1) kinds.push((await ask("SPY")).kind);
    expect(new Set(kinds)).toEqual(new Set(["answered"]));
    const refused = await ask("SPY");
    if (refused.kind !== "limited") throw new Error(refused.kind);
    advance((refused.retryAfterSeconds ?? 0) * 1_000);
    expect((await ask("SPY")).kind).toBe("answered");
  });

  test("answers at most 20 in any 60 s; refusals do not count", async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 60, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(gaps, async (spans) => {
        const { ask, advance, clock } = createMarket();
        const answeredAt: number[] = [];
        for (const span of spans) {
          advance(span);
          const at = clock.monotonic();
          const within = answeredAt.filter((earlier) => at - earlier < 60_000).length;
          const { kind } = await ask("SPY");
          expect(kind).toBe(within < 20 ? "answered" : "limited");
          if (kind === "answered") answeredAt.push(at);
        }
      }),
      { numRuns: 30 },
    );
  });
});
