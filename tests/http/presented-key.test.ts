import { expect, test } from "vitest";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { presentedKey } from "@/lib/http/request/presented-key";
import { guardPriority } from "@/lib/http/request/priority";
import { guardUrl } from "@/lib/http/request/query";

const KEY = "gg_abcd2345_secret";
const OTHER = "gg_abcd2345_another";

test.each<[Record<string, string>, string | null]>([
  [{}, null],
  [{ authorization: `Bearer ${KEY}` }, KEY],
  [{ authorization: `bearer  ${KEY}` }, KEY],
  [{ "x-api-key": KEY }, KEY],
  [{ authorization: `Bearer ${KEY}`, "x-api-key": KEY }, KEY],
  [{ authorization: `Bearer ${KEY}`, "x-api-key": OTHER }, `${KEY} ${OTHER}`],
  [{ authorization: "Bearer of-the-platform", "x-api-key": KEY }, KEY],
  [{ authorization: "Bearer of-the-platform" }, null],
  [{ authorization: `Basic ${KEY}` }, null],
  [{ "x-api-key": "of another product" }, null],
])("finds the key in %j", (headers, found) => {
  expect(presentedKey(new Headers(headers))).toBe(found);
});

test("takes whatever stands in the place of the upstream's key", () => {
  expect(presentedKey(new Headers(), "anything")).toBe("anything");
  expect(presentedKey(new Headers({ "x-api-key": KEY }), KEY)).toBe(KEY);
});

const isRefused = (query: string, name?: string) => {
  try {
    guardUrl(new URL(`http://127.0.0.1/api/gex/SPY?${query}`), name);
    return false;
  } catch (error) {
    return error instanceof ProblemError && error.slug === "invalid-request";
  }
};

test("refuses a key in an address except where a route takes it", () => {
  for (const query of [`exp=${KEY}`, `exp=x%20${KEY}`, `${KEY}=1`, `exp=%20gg_a_b`, `token=x`]) {
    expect(isRefused(query), query).toBe(true);
  }
  expect(isRefused("exp=nearest&window=5d")).toBe(false);
  expect(isRefused(`username=${KEY}`)).toBe(true);
  expect(isRefused(`username=${KEY}`, "username")).toBe(false);
  expect(isRefused(`username=${KEY}&exp=${KEY}`, "username")).toBe(true);
});

test("lets a key ask for its own priority and none more urgent", () => {
  const asker = (priority: number | null) => ({ key: { priority } });
  expect(guardPriority(undefined, "gex", {})).toBeUndefined();
  expect(guardPriority(undefined, "gex", asker(1))).toBeUndefined();
  expect(guardPriority(undefined, "gex", asker(8))).toBe(8);
  expect(guardPriority(1, "gex", asker(1))).toBe(1);
  expect(() => guardPriority(7, "gex", asker(8))).toThrow(ProblemError);
  expect(() => guardPriority(3, "gex", asker(null))).toThrow(ProblemError);
  expect(() => guardPriority(3, "gex", {})).toThrow(ProblemError);
});
