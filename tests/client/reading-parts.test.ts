import { expect, test } from "vitest";
import { READING_PARTS } from "@/lib/client/reading-parts";
import { COMPOSITE_PARTS } from "@/lib/contract/composite";

test("the browser counts the same parts as the server asks for", () => {
  expect(READING_PARTS).toEqual(COMPOSITE_PARTS);
});
