import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { mainLengthOf } from "@/lib/gate/window-arguments";
import { MAIN_WINDOW, windowsOf } from "@/lib/upstream/port/windows";
import { listFiles, ROOT } from "../support/architecture/source-files";

const APIS = ["v1", "v2", "demo"] as const;
const declared = (api: (typeof APIS)[number], limit = 20) =>
  windowsOf({ api, limit, windowMs: 60_000 });

test.each(APIS)("declares valid windows for %s, the shared one first", (api) => {
  expect(mainLengthOf(declared(api))).toBe(60_000);
  expect(declared(api)[0]).toMatchObject({ name: MAIN_WINDOW, limit: 20 });
});

test("limits v2 to 5 curves a minute, a million calls a month", () => {
  const limits = (limit: number) => declared("v2", limit).map((window) => window.limit);
  expect(limits(20)).toEqual([20, 5, 1_000_000]);
  expect(limits(3)).toEqual([3, 3, 1_000_000]);
});

test("covers the zones furthest from UTC in a v2 month", () => {
  const [, , month] = declared("v2");
  if (month?.length.kind !== "calendar") throw new Error("no month");
  expect(month.length).toMatchObject({ period: "month", zone: "UTC" });
  const start = Date.parse("2026-12-01T00:00:00Z");
  const startIn = (zone: string) => Date.parse(`2026-12-01T00:00:00${zone}`);
  for (const zone of ["+14:00", "-12:00"]) {
    expect(Math.abs(startIn(zone) - start)).toBeLessThanOrEqual(month.length.marginMs);
  }
});

test("keeps vendor window names out of the gate", () => {
  const names = new Set(APIS.flatMap((api) => declared(api).map(({ name }) => name)));
  // A month is also a kind of period.
  names.delete("month");
  const named = new RegExp(`\\b(${[...names].join("|")})\\b`);
  const files = listFiles("lib/gate");
  expect(files.length).toBeGreaterThan(20);
  expect(names.size).toBe(3);
  const guilty = files.filter((file) => named.test(readFileSync(path.join(ROOT, file), "utf8")));
  expect(guilty).toEqual([]);
});
