import { expect, test } from "vitest";
import { parseWanted } from "@/app/api/_shared/parse-wanted";
import type { ProblemError } from "@/lib/http/answer/problem-error";

function refusalOf(...asked: Parameters<typeof parseWanted>): Partial<ProblemError> {
  try {
    parseWanted(...asked);
  } catch (error) {
    return error as ProblemError;
  }
  return {};
}

test("reads a resource and its own choice from an address", () => {
  expect(parseWanted("history", "spy", { window: "30d" })).toEqual({
    resource: "history",
    symbol: "SPY",
    span: "30d",
  });
});

test("refuses another resource's choice by name, not as a symbol", () => {
  expect(refusalOf("gex", "SPY", { window: "30d" })).toMatchObject({
    slug: "invalid-request",
    detail: "The resource gex takes no window.",
    extra: { errors: [{ pointer: "?window", detail: "Not a parameter of gex." }] },
  });
  expect(refusalOf("history", "SPY", { expiry: "nearest" })).toMatchObject({
    detail: "The resource history takes no expiry.",
    extra: { errors: [{ pointer: "?expiry", detail: "Not a parameter of history." }] },
  });
});

test("reads every spelling of an instrument as one symbol", () => {
  for (const spelling of ["^GSPC", "$SPX", "spx", ".SPX"]) {
    expect(parseWanted("gex", spelling, {})).toEqual({ resource: "gex", symbol: "SPX" });
  }
});

test("names a letter that only looks right", () => {
  expect(refusalOf("gex", "\u0410APL", {})).toMatchObject({
    slug: "invalid-request",
    detail: "Not a valid symbol: the letter \u0410 is Cyrillic.",
  });
});

test("refuses a bad symbol as one, whatever else is wrong", () => {
  expect(refusalOf("gex", "n@pe", { window: "30d" })).toMatchObject({
    slug: "invalid-request",
    detail: "Not a valid symbol.",
  });
});
