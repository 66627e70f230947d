import { expect, test } from "vitest";
import { quantity } from "@/components/symbol/panel/quantity";
import { unitSchema } from "@/lib/contract/market/input";

const EXPECTED: Record<string, string> = {
  $: "$677.55",
  "$ per 1 % move": "+$677.55 per 1%",
  "%": "677.55%",
  fraction: "67,755.0%",
  ratio: "677.55",
  "0 to 100": "677.6",
  days: "677.55 days",
  strikes: "677.55 strikes",
};

test.each(unitSchema.options)(
  "shows a figure in %s with its unit, a missing one without",
  (unit) => {
    expect(quantity(677.55, unit)).toBe(EXPECTED[unit]);
    expect(quantity(null, unit)).toBe("—");
  },
);
