import { expect, test } from "vitest";
import { chooseCalls, outcomesWords } from "@/components/admin/room/choose-calls";
import { tableCsv } from "@/components/admin/room/room-csv";
import { chooseCallers, firstDirection } from "@/components/admin/room/sort-callers";
import { keepOrder } from "@/components/ui/keep-order";
import { sortRows } from "@/components/ui/table/sort-rows";
import { dashboardFixture } from "../../support/visitors/dashboard-fixture";

const { callers, calls, series } = dashboardFixture();
const labels = (rows: readonly { label: string }[]) => rows.map(({ label }) => label);
const ALL = { find: "", sort: "calls", order: "desc" } as const;

test("sorts callers by any column, missing values last either way", () => {
  expect(labels(chooseCallers(callers, ALL))).toEqual([
    "Browser 7f3a2c",
    "Browser b04412",
    "Others",
  ]);
  for (const order of ["asc", "desc"] as const) {
    const rows = chooseCallers(callers, { find: "", sort: "lastSeenAt", order });
    expect(labels(rows).at(-1)).toBe("Others");
  }
  expect(labels(chooseCallers(callers, { ...ALL, sort: "denied" }))[0]).toBe("Browser b04412");
  expect(firstDirection("label")).toBe("asc");
  expect(firstDirection("calls")).toBe("desc");
});

test("finds a caller by a part of its name", () => {
  expect(labels(chooseCallers(callers, { ...ALL, find: " B04 " }))).toEqual(["Browser b04412"]);
  expect(chooseCallers(callers, { ...ALL, find: "nobody" })).toEqual([]);
});

test("keeps the order of equals", () => {
  const rows = [
    { name: "a", figure: 1 },
    { name: "b", figure: 2 },
    { name: "c", figure: 1 },
  ];
  const names = (direction: "asc" | "desc") =>
    sortRows(rows, ({ figure }) => figure, direction).map(({ name }) => name);
  expect(names("asc")).toEqual(["a", "c", "b"]);
  expect(names("desc")).toEqual(["b", "a", "c"]);
});

test("keeps shown rows in place while live, and appends new ones", () => {
  expect(keepOrder(["a", "b", "c"], ["c", "d", "a"])).toEqual(["a", "c", "d"]);
  expect(keepOrder([], ["b", "a"])).toEqual(["b", "a"]);
});

test("finds a call by anything in its row, or trouble alone", () => {
  const found = (find: string, outcome: "all" | "trouble" = "all") =>
    chooseCalls(calls, { find, outcome }).map(({ symbol }) => symbol);
  expect(found("")).toEqual(["QQQ", "SPY"]);
  expect(found("qqq curve")).toEqual(["QQQ"]);
  expect(found("qqq gex")).toEqual([]);
  expect(found("rate limited")).toEqual(["SPY"]);
  expect(found("", "trouble")).toEqual(["SPY"]);
});

test("exports every shown column and nothing a spreadsheet runs", () => {
  const lines = (text: string) => text.trimEnd().split("\r\n");
  expect(lines(tableCsv(dashboardFixture(), "series").text)).toHaveLength(series.length + 1);
  const [first] = callers;
  if (first === undefined) throw new Error("the fixture has callers");
  const evil = { ...first, label: '=HYPERLINK("x")' };
  expect(lines(tableCsv(dashboardFixture(), "callers", [evil]).text)[1]).toContain(
    `"'=HYPERLINK(""x"")"`,
  );
  expect(lines(tableCsv(dashboardFixture(), "calls").text)[2]).toMatch(/,limited,desk-1,5f0c9e0a-/);
});

test("lists how calls ended, most frequent first, or says nothing", () => {
  expect(outcomesWords({ limited: 2, answered: 1_071 })).toBe("1,071 answered · 2 rate limited");
  expect(outcomesWords({})).toBe("");
});
