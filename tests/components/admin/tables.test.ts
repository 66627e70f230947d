import { expect, test } from "vitest";
import { chooseCalls, outcomesWords } from "@/components/admin/choose-calls";
import { callersCsv, callsCsv, seriesCsv } from "@/components/admin/room-csv";
import { chooseCallers, firstDirection } from "@/components/admin/sort-callers";
import { sortRows } from "@/components/admin/sort-rows";
import { keepOrder } from "@/components/ui/keep-order";
import { dashboardFixture } from "../../support/dashboard-fixture";

const { callers, calls, series } = dashboardFixture();
const labels = (rows: readonly { label: string }[]) => rows.map(({ label }) => label);
const ALL = { find: "", sort: "calls", order: "desc" } as const;

test("callers are sorted by any column, and what is missing comes last either way", () => {
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

test("a caller is found by a part of its name", () => {
  expect(labels(chooseCallers(callers, { ...ALL, find: " B04 " }))).toEqual(["Browser b04412"]);
  expect(chooseCallers(callers, { ...ALL, find: "nobody" })).toEqual([]);
});

test("equals keep their order", () => {
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

test("while live, rows that were shown stay where they are, and new ones come after them", () => {
  expect(keepOrder(["a", "b", "c"], ["c", "d", "a"])).toEqual(["a", "c", "d"]);
  expect(keepOrder([], ["b", "a"])).toEqual(["b", "a"]);
});

test("a call is found by all that its row says of it, and trouble alone can be shown", () => {
  const found = (find: string, outcome: "all" | "trouble" = "all") =>
    chooseCalls(calls, { find, outcome }).map(({ symbol }) => symbol);
  expect(found("")).toEqual(["QQQ", "SPY"]);
  expect(found("qqq curve")).toEqual(["QQQ"]);
  expect(found("qqq gex")).toEqual([]);
  expect(found("rate limited")).toEqual(["SPY"]);
  expect(found("", "trouble")).toEqual(["SPY"]);
});

test("files hold every column of what is shown, and nothing a spreadsheet would run", () => {
  const lines = (text: string) => text.trimEnd().split("\r\n");
  expect(lines(seriesCsv(dashboardFixture()).text)).toHaveLength(series.length + 1);
  const [first] = callers;
  if (first === undefined) throw new Error("the fixture has callers");
  const evil = { ...first, label: '=HYPERLINK("x")' };
  expect(lines(callersCsv(dashboardFixture(), [evil]).text)[1]).toContain(`"'=HYPERLINK(""x"")"`);
  expect(lines(callsCsv(calls).text)[2]).toMatch(/,limited,desk-1,5f0c9e0a-/);
});

test("how calls ended is told with the most frequent first; of none nothing is said", () => {
  expect(outcomesWords({ limited: 2, answered: 1_071 })).toBe("1,071 answered · 2 rate limited");
  expect(outcomesWords({})).toBe("");
});
