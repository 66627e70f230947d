import { expect, test } from "vitest";
import { tableCsv } from "@/components/admin/room/room-csv";
import { sinceName, sinceWords } from "@/components/admin/room/since-words";
import { dashboardFixture } from "../../support/visitors/dashboard-fixture";

test("says since when the tables count, with the day unless today", () => {
  expect(sinceWords("2026-11-19T19:00:00.000Z", "2026-11-19T19:50:00.000Z")).toBe("since 14:00 ET");
  expect(sinceWords("2026-11-13T19:00:00.000Z", "2026-11-19T19:50:00.000Z")).toBe(
    "since Nov 13 14:00 ET",
  );
  // Midnight lies between them in New York.
  expect(sinceWords("2026-11-20T04:00:00.000Z", "2026-11-20T05:10:00.000Z")).toBe(
    "since Nov 19 23:00 ET",
  );
});

test("names a file of the callers after it as well", () => {
  expect(sinceName("2026-11-19T19:00:00.000Z")).toBe("since-20261119T1900Z");
  const dashboard = dashboardFixture({ tablesFrom: "2026-11-19T19:00:00.000Z" });
  expect(tableCsv(dashboard, "callers").name).toBe("callers-15m-since-20261119T1900Z");
});
