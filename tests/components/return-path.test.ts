import { expect, test } from "vitest";
import { returnPath } from "@/components/enter/return-path";

test.each(["/", "/?a=1#b", "/scanner?symbols=SPY"])("leads back to %s", (path) => {
  expect(returnPath(path)).toBe(path);
});

test.each([
  null,
  "",
  "admin",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
])("leads to the first page instead of %j", (path) => {
  expect(returnPath(path)).toBe("/");
});
