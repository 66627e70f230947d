import { expect, test } from "vitest";
import { windowWords } from "@/components/quota/window-words";

test("a further window says which calls need it, and what of it is left", () => {
  const window = { limit: 5, remaining: 0, refillsInSeconds: 40, pausedForSeconds: 0 };
  expect(windowWords({ name: "expensive", ...window })).toBe(
    "Calls for curves and expirations: 0 of 5 left, beside the shared quota.",
  );
});
