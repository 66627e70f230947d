/** Preset lists. The watchlist is offered as well. */
export const PRESETS: readonly { name: string; symbols: readonly string[] }[] = [
  { name: "Index ETFs", symbols: ["SPY", "QQQ", "IWM", "DIA", "MDY", "RSP", "EFA", "EEM"] },
  {
    name: "Sectors",
    symbols: ["XLK", "XLF", "XLV", "XLY", "XLC", "XLI", "XLP", "XLE", "XLU", "XLB", "XLRE"],
  },
  {
    name: "Mega caps",
    symbols: [
      "AAPL",
      "MSFT",
      "NVDA",
      "AMZN",
      "GOOGL",
      "META",
      "AVGO",
      "TSLA",
      "BRK.B",
      "LLY",
      "JPM",
      "V",
      "WMT",
      "XOM",
      "UNH",
      "MA",
      "COST",
      "NFLX",
      "ORCL",
      "HD",
    ],
  },
  { name: "Bonds, metals, oil", symbols: ["TLT", "IEF", "HYG", "LQD", "GLD", "SLV", "USO"] },
];
