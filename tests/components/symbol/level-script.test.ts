import { expect, test } from "vitest";
import { levelScript } from "@/components/symbol/levels/level-script";

const MORNING = "2026-11-27T14:46:00.000Z";
const EVENING = "2026-11-27T20:46:00.000Z";

const level = (price: number | null, asOf: string | null) => ({ price, asOf });
const move = (low: number | null, high: number | null) => ({
  low,
  high,
  asOf: low === null ? null : EVENING,
});
const levels = (): Parameters<typeof levelScript>[2] => ({
  flip: level(678.744, EVENING),
  callWall: level(690, MORNING),
  putWall: level(670, MORNING),
  maxGamma: level(null, EVENING),
  expectedMoveOneDay: move(669.8, 682.4),
  expectedMoveOneWeek: move(null, null),
});

test("writes a Pine script with the oldest level's time", () => {
  expect(levelScript("TradingView", "SPY", levels())).toBe(
    [
      "//@version=6",
      'indicator("SPY levels, Nov 27 09:46 ET", overlay = true)',
      'hline(678.74, "Gamma flip")',
      'hline(690, "Call wall")',
      'hline(670, "Put wall")',
      'hline(682.4, "1-day high")',
      'hline(669.8, "1-day low")',
      "if barstate.islastconfirmedhistory",
      '    label.new(bar_index, 678.74, "Gamma flip 678.74", style = label.style_label_left)',
      '    label.new(bar_index, 690, "Call wall 690", style = label.style_label_left)',
      '    label.new(bar_index, 670, "Put wall 670", style = label.style_label_left)',
      '    label.new(bar_index, 682.4, "1-day high 682.4", style = label.style_label_left)',
      '    label.new(bar_index, 669.8, "1-day low 669.8", style = label.style_label_left)',
      "",
    ].join("\n"),
  );
});

test("writes a thinkScript with plot names of letters and digits", () => {
  const script = levelScript("thinkorswim", "BRK.B", levels()) ?? "";
  const bubble = "AddChartBubble(!IsNaN(close) and IsNaN(close[-1])";
  expect(script.split("\n").slice(0, 4)).toEqual([
    "# BRK.B levels, Nov 27 09:46 ET",
    "declare upper;",
    "plot GammaFlip = 678.74;",
    `${bubble}, 678.74, "Gamma flip 678.74", Color.GRAY, yes);`,
  ]);
  const plots = [...script.matchAll(/^plot (.+) = /gm)].map(([, name]) => name);
  expect(plots).toEqual(["GammaFlip", "CallWall", "PutWall", "Day1High", "Day1Low"]);
});

test("reads no other level of the page", () => {
  const page = { ...levels(), strikeBelow: null, secondCallWall: null };
  expect(levelScript("TradingView", "SPY", page)).toContain("SPY levels, Nov 27 09:46 ET");
});

test("has no script without a level", () => {
  const none = level(null, null);
  const empty = { ...levels(), flip: none, callWall: none, putWall: none };
  const nothing = { ...empty, expectedMoveOneDay: move(null, null) };
  expect(levelScript("TradingView", "SPY", nothing)).toBeNull();
});
