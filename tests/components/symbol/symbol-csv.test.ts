import { describe, expect, test } from "vitest";
import { curveCsv } from "@/components/symbol/curve/curve-csv";
import { historyCsv } from "@/components/symbol/history/history-csv";
import type { SnapshotOf } from "@/lib/contract/snapshot/snapshot";
import { figuresFixture, snapshotFixture } from "../../support/visitors/snapshot-fixture";

const { data: _headline, resource: _gex, ...common } = snapshotFixture("SPY");
const asOf = "2026-11-25T01:00:00.000Z";
const lines = (text: string) => text.trimEnd().split("\r\n");

describe("the files of a symbol", () => {
  test("hold every strike unrounded, with its time and its units", () => {
    const figures = figuresFixture({ resource: "curve", symbol: "SPY", expiry: "nearest" });
    const { name, text } = curveCsv({ ...common, ...figures, asOf } as SnapshotOf<"curve">);
    expect(name).toBe("SPY-gamma-by-strike-nearest");
    const [head, first, ...rest] = lines(text);
    expect(head).toContain("net_gex_usd_per_1pct");
    expect(first).toBe(`SPY,nearest,${asOf},670,30000000,-20000000,10000000,120,140`);
    expect(rest).toEqual([]);
  });

  test("hold every day as the upstream reported it", () => {
    const figures = figuresFixture({ resource: "history", symbol: "SPY", span: "1y" });
    const { name, text } = historyCsv({ ...common, ...figures, asOf } as SnapshotOf<"history">);
    expect(name).toBe("SPY-history-1y");
    expect(lines(text)[1]).toBe("SPY,2026-11-23,672.4,-1017367026.884,677.55,0.161,42,1.72,1.08");
  });
});
