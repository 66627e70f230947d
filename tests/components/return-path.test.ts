import { expect, test } from "vitest";
import { returnPath } from "@/components/enter/return-path";

test.each(["/", "/?a=1#b", "/scanner?symbols=SPY"])("%s is where one goes back to", (path) => {
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
])("%j leads to the first page instead", (path) => {
  expect(returnPath(path)).toBe("/");
});
