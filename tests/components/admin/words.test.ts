import { expect, test } from "vitest";
import { actWords } from "@/components/admin/history/audit-words";
import { adminPath } from "@/components/admin/sign-in/admin-path";
import { adminActSchema } from "@/lib/contract/admin/admin";

test.each([
  ["/admin?range=24h&sort=denied", "/admin?range=24h&sort=denied"],
  ["/admin", "/admin"],
  [null, "/admin"],
  ["/", "/admin"],
  ["/s/SPY", "/admin"],
  ["/administration", "/admin"],
  ["/admin/sign-in?return=%2Fadmin", "/admin"],
  ["//evil", "/admin"],
  ["https://evil", "/admin"],
  ["/\\evil", "/admin"],
  ["javascript:alert(1)", "/admin"],
  ["/admin/../s/SPY", "/admin"],
  ["/admin\t/..//evil", "/admin"],
])("leads from %j to %s after the sign-in", (raw, path) => {
  expect(adminPath(raw)).toBe(path);
});

test("has words for every act of the audit", () => {
  for (const act of adminActSchema.options) {
    expect(actWords({ act, target: "account" })).toMatch(/^[A-Z][a-z]/);
  }
  expect(actWords({ act: "limit-lowered", target: "12" })).toBe("Lowered the limit to 12");
});
