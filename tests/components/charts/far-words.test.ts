import { expect, test } from "vitest";
import { farWords } from "@/components/charts/far-words";

test("reads above, below or at spot, and never above by nothing", () => {
  const words = (strike: number) => farWords(strike, 670);
  expect(words(680)).toBe("1.49% above");
  expect(words(660)).toBe("1.49% below");
  expect(words(670)).toBe("at spot");
  expect(farWords(660, 670, true)).toMatch(/below spot$/);
  expect(words(670.01)).toBe("at spot");
});
