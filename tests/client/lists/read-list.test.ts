import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeFile } from "@/lib/client/lists/decode-file";
import { readList } from "@/lib/client/lists/read-list";

const file = (name: string) => readList(decodeFile(readFileSync(`tests/samples/lists/${name}`)));

describe("the list of another program", () => {
  test.each<[string, string | null, string[], Record<string, string>]>([
    ["tradingview-default-sections.txt", null, ["AAPL", "MSFT", "BRK.B", "NVDA"], {}],
    [
      "tradingview-named-sections.txt",
      null,
      ["AAPL", "MSFT", "IBIT", "SPX", "VIX"],
      {
        "CME_MINI:ES1!": "future",
        "NASDAQ:QQQ/AMEX:SPY": "ratio",
        "1/COINBASE:USDTUSD": "ratio",
        "BINANCE:BTCUSDT.P": "crypto",
        "FX:EURUSD": "currency",
      },
    ],
    ["tradingview-export.csv", "Symbol", ["AAPL", "NVDA"], { "ES1!": "future", BTCUSD: "invalid" }],
    [
      "fidelity-positions.csv",
      "Symbol",
      ["AAPL", "BRK.B"],
      { "SPAXX**": "cash", "-AAPL261218C280": "option", "Pending Activity": "note" },
    ],
    [
      "schwab-positions.csv",
      "Symbol",
      ["AAPL", "BRK.B"],
      {
        "AAPL 12/18/2026 280.00 C": "option",
        "Cash & Cash Investments": "cash",
        "Account Total": "total",
      },
    ],
    [
      "interactive-brokers-statement.csv",
      "Symbol",
      ["AAPL", "BRK.B"],
      { "AAPL 18DEC26 280 C": "option" },
    ],
    [
      "thinkorswim-positions.csv",
      "Instrument",
      ["AAPL", "SPX"],
      {
        "100 18 DEC 26 280 CALL": "option",
        "/ESZ26": "future",
        Subtotals: "total",
        "OVERALL TOTALS": "total",
      },
    ],
    [
      "yahoo-portfolio.csv",
      "Symbol",
      ["AAPL", "BRK.B", "SPX"],
      { "EUR=X": "currency", $$CASH: "cash" },
    ],
    ["excel-sep-semicolon.csv", "Symbol", ["AAPL", "NVDA"], {}],
    ["excel-utf16.txt", "Ticker", ["AAPL", "MSFT"], {}],
    ["generic-ticker-header.csv", "Ticker", ["AAPL", "MSFT"], {}],
  ])("%s has exactly its symbols", async (name, column, symbols, left) => {
    const reading = await file(name);
    expect(reading.symbols).toEqual(symbols);
    expect(reading.column).toBe(column);
    expect(Object.fromEntries(reading.left.map(({ text, reason }) => [text, reason]))).toEqual(
      left,
    );
  });

  test("never shows a row's other cells, such as an account number", async () => {
    for (const name of ["fidelity-positions.csv", "interactive-brokers-statement.csv"]) {
      expect(JSON.stringify(await file(name))).not.toMatch(/[XU]12345678/);
    }
  });
});

describe("a list that was typed or pasted", () => {
  test.each<[string, string[], string[]]>([
    ["spy, qqq;iwm\nBRK.B\tzm", ["SPY", "QQQ", "IWM", "BRK.B", "ZM"], []],
    ["AAPL,MSFT\nSPY,QQQ", ["AAPL", "MSFT", "SPY", "QQQ"], []],
    ["AAPL,MSFT foo!\nSPY,QQQ", ["AAPL", "MSFT", "SPY", "QQQ"], ["foo!"]],
    ["AAPL AAPL aapl", ["AAPL"], []],
    ["X12345678 1234 SPY", ["SPY"], ["X12345678", "1234"]],
    ["Apple,AAPL,25\nMicrosoft,MSFT,10\nTesla,TSLA,3", ["AAPL", "MSFT", "TSLA"], []],
    ["NASDAQ:CASH, CASH", ["CASH"], ["CASH"]],
    ["", [], []],
    [" , ;\n", [], []],
  ])("%j", async (text, symbols, left) => {
    const reading = await readList(text);
    expect(reading.symbols).toEqual(symbols);
    expect(reading.left.map((one) => one.text)).toEqual(left);
  });

  test("keeps 500 symbols in order, without the titles of ten sections", async () => {
    const names = Array.from({ length: 500 }, (_, at) => {
      const letters = [at / 26, at % 26].map((n) => String.fromCharCode(65 + Math.floor(n)));
      return `A${letters.join("")}`;
    });
    const parts = names.map((name, at) =>
      at % 50 === 0 ? `###PART ${at / 50},NASDAQ:${name}` : `NASDAQ:${name}`,
    );
    const { symbols, left } = await readList(parts.join(","));
    expect(symbols).toEqual(names);
    expect(left).toEqual([]);
  });

  test("ends with a long text, and with one of one line", async () => {
    const { left } = await readList(`${"x".repeat(200_000)}\n${'"'.repeat(1_001)},a`);
    expect(left.length).toBeGreaterThan(0);
  });
});
