import { easternTime } from "@/components/ui/format";
import type { KeyLevels } from "@/lib/contract/market/key-levels";

/** A chart program whose script language draws horizontal lines. */
export type ChartProgram = "TradingView" | "thinkorswim";

type Line = { name: string; price: number };
type Level = Pick<KeyLevels["flip"], "price" | "asOf">;
type Range = Pick<KeyLevels["expectedMoveOneDay"], "low" | "high" | "asOf">;
type Levels = Record<"flip" | "callWall" | "putWall" | "maxGamma", Level> &
  Record<"expectedMoveOneDay" | "expectedMoveOneWeek", Range>;

/** Builds a script of a symbol's levels to paste. Null when no level is known. */
export function levelScript(program: ChartProgram, symbol: string, levels: Levels): string | null {
  const lines = linesOf(levels);
  if (lines.length === 0) return null;
  const title = `${symbol} levels${timeWords(levels)}`;
  return program === "TradingView" ? pineScript(title, lines) : thinkScript(title, lines);
}

function linesOf(levels: Levels): Line[] {
  const { flip, callWall, putWall, maxGamma, expectedMoveOneDay, expectedMoveOneWeek } = levels;
  const known: [name: string, price: number | null][] = [
    ["Gamma flip", flip.price],
    ["Call wall", callWall.price],
    ["Put wall", putWall.price],
    ["Most gamma", maxGamma.price],
    ["1-day high", expectedMoveOneDay.high],
    ["1-day low", expectedMoveOneDay.low],
    ["1-week high", expectedMoveOneWeek.high],
    ["1-week low", expectedMoveOneWeek.low],
  ];
  return known.flatMap(([name, price]) => (price === null ? [] : { name, price: rounded(price) }));
}

/** Rounds to cents, as prices are quoted. */
function rounded(price: number): number {
  return Math.round(price * 100) / 100;
}

/** The time of the oldest level, so that the script does not look newer than it is. */
function timeWords(levels: Levels): string {
  const { flip, callWall, putWall, maxGamma, expectedMoveOneDay, expectedMoveOneWeek } = levels;
  const all = [flip, callWall, putWall, maxGamma, expectedMoveOneDay, expectedMoveOneWeek];
  const times = all.flatMap(({ asOf }) => (asOf ? Date.parse(asOf) : []));
  if (times.length === 0) return "";
  const { date, minute } = easternTime(Math.min(...times));
  return `, ${date} ${minute} ET`;
}

/** Pine Script 6: a line across the chart per level, with its name at the last bar. */
function pineScript(title: string, lines: Line[]): string {
  return [
    "//@version=6",
    `indicator("${title}", overlay = true)`,
    ...lines.map(({ name, price }) => `hline(${price}, "${name}")`),
    "if barstate.islastconfirmedhistory",
    ...lines.map(
      ({ name, price }) =>
        `    label.new(bar_index, ${price}, "${name} ${price}", style = label.style_label_left)`,
    ),
    "",
  ].join("\n");
}

/** thinkScript: one plot per level, with its name in a bubble at the last bar. */
function thinkScript(title: string, lines: Line[]): string {
  const last = "!IsNaN(close) and IsNaN(close[-1])";
  return [
    `# ${title}`,
    "declare upper;",
    ...lines.flatMap(({ name, price }) => [
      `plot ${plotName(name)} = ${price};`,
      `AddChartBubble(${last}, ${price}, "${name} ${price}", Color.GRAY, yes);`,
    ]),
    "",
  ].join("\n");
}

/** A name of letters and digits that begins with a letter: `Day1High`, `CallWall`. */
function plotName(name: string): string {
  const words = name.replace(/^1-(\w+)/, (_, span: string) => `${span}1`).split(" ");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
