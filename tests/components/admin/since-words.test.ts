import { expect, test } from "vitest";
import { callersCsv } from "@/components/admin/room-csv";
import { sinceName, sinceWords } from "@/components/admin/since-words";
import { dashboardFixture } from "../../support/dashboard-fixture";

test("from when on the tables count is told, with its day unless that is today's", () => {
  expect(sinceWords("2026-11-19T19:00:00.000Z", "2026-11-19T19:50:00.000Z")).toBe("since 14:00 ET");
  expect(sinceWords("2026-11-13T19:00:00.000Z", "2026-11-19T19:50:00.000Z")).toBe(
    "since 13 Nov 14:00 ET",
  );
  // Midnight lies between them in New York.
  expect(sinceWords("2026-11-20T04:00:00.000Z", "2026-11-20T05:10:00.000Z")).toBe(
    "since 19 Nov 23:00 ET",
  );
});

test("a file of the callers is named after it as well", () => {
  expect(sinceName("2026-11-19T19:00:00.000Z")).toBe("since-20261119T1900Z");
  const dashboard = dashboardFixture({ tablesFrom: "2026-11-19T19:00:00.000Z" });
  expect(callersCsv(dashboard, dashboard.callers).name).toBe("callers-15m-since-20261119T1900Z");
});
