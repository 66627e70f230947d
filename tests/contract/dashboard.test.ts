import { expect, test } from "vitest";
import {
  adminActSchema,
  adminSessionRequestSchema,
  auditSchema,
  breakerActSchema,
  limitActSchema,
} from "@/lib/contract/admin";
import {
  callResultSchema,
  type DashboardTable,
  dashboardSchema,
  dashboardTableSchema,
  type Range,
  rangeSchema,
} from "@/lib/contract/dashboard";
import { holdupSchema } from "@/lib/contract/dashboard-line";
import { auditFixture, dashboardFixture } from "../support/dashboard-fixture";

test("a whole dashboard and a whole audit are read back as they were written", () => {
  expect(dashboardSchema.parse(dashboardFixture())).toEqual(dashboardFixture());
  expect(auditSchema.parse(auditFixture())).toEqual(auditFixture());
  const broken = { ...dashboardFixture(), cacheHitRate: 1.2 };
  expect(dashboardSchema.safeParse(broken).success).toBe(false);
});

test("ranges, tables, acts and ends are the known ones only", () => {
  const ranges: Range[] = ["15m", "1h", "24h", "7d"];
  const tables: DashboardTable[] = ["series", "callers", "calls"];
  expect(rangeSchema.options).toEqual(ranges);
  expect(dashboardTableSchema.options).toEqual(tables);
  expect(adminActSchema.options).toContain("breaker-held");
  expect(holdupSchema.safeParse("mood").success).toBe(false);
  expect(callResultSchema.safeParse("lost").success).toBe(false);
});

test.each([{}, { password: "" }, { password: [] }, { password: "a\0b" }, { password: "a", as: 1 }])(
  "a sign-in that is not one plain text is refused: %j",
  (body) => {
    expect(adminSessionRequestSchema.safeParse(body).success).toBe(false);
  },
);

test("an act names a window and what to do with it; a limit is a whole number from 1 on", () => {
  expect(breakerActSchema.parse({ window: "account", action: "hold" }).action).toBe("hold");
  expect(breakerActSchema.safeParse({ window: "account", action: "open" }).success).toBe(false);
  for (const limit of [0, 1.5, "7", null]) {
    expect(limitActSchema.safeParse({ limit }).success).toBe(false);
  }
});
