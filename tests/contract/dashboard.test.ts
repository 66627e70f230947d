import { expect, test } from "vitest";
import {
  adminActSchema,
  adminSessionRequestSchema,
  auditSchema,
  breakerActSchema,
  limitActSchema,
} from "@/lib/contract/admin/admin";
import {
  callResultSchema,
  type DashboardTable,
  dashboardSchema,
  dashboardTableSchema,
  type Range,
  rangeSchema,
} from "@/lib/contract/admin/dashboard";
import { holdupSchema } from "@/lib/contract/admin/dashboard-line";
import { auditFixture, dashboardFixture } from "../support/visitors/dashboard-fixture";

test("reads a whole dashboard and a whole audit back as written", () => {
  expect(dashboardSchema.parse(dashboardFixture())).toEqual(dashboardFixture());
  expect(auditSchema.parse(auditFixture())).toEqual(auditFixture());
  const broken = { ...dashboardFixture(), cacheHitRate: 1.2 };
  expect(dashboardSchema.safeParse(broken).success).toBe(false);
});

test("accepts only the known ranges, tables, acts and ends", () => {
  const ranges: Range[] = ["15m", "1h", "24h", "7d"];
  const tables: DashboardTable[] = ["series", "callers", "calls"];
  expect(rangeSchema.options).toEqual(ranges);
  expect(dashboardTableSchema.options).toEqual(tables);
  expect(adminActSchema.options).toContain("breaker-held");
  expect(holdupSchema.safeParse("mood").success).toBe(false);
  expect(callResultSchema.safeParse("lost").success).toBe(false);
});

test.each([{}, { password: "" }, { password: [] }, { password: "a\0b" }, { password: "a", as: 1 }])(
  "refuses a sign-in that is not one plain text: %j",
  (body) => {
    expect(adminSessionRequestSchema.safeParse(body).success).toBe(false);
  },
);

test("requires a window for an act, and a whole limit from 1 on", () => {
  expect(breakerActSchema.parse({ window: "account", action: "hold" }).action).toBe("hold");
  expect(breakerActSchema.safeParse({ window: "account", action: "open" }).success).toBe(false);
  for (const limit of [0, 1.5, "7", null]) {
    expect(limitActSchema.safeParse({ limit }).success).toBe(false);
  }
});
