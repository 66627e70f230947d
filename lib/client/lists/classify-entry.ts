import { parseSymbol } from "@/lib/contract/market/parse-symbol";

/** Why an entry of a list is no symbol that can be added. */
export const LEFT_REASONS = [
  "option",
  "future",
  "currency",
  "crypto",
  "ratio",
  "cash",
  "total",
  "note",
  "invalid",
] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];

/** One entry of a list: a symbol, or a text that is left out. */
export type ListEntry =
  | { kind: "symbol"; symbol: string }
  | { kind: "left"; text: string; reason: LeftReason };

/** Longest entry that is looked at, characters. Longer ones are sentences. */
const LOOKED_AT = 60;

const CRYPTO_EXCHANGES =
  /^(BINANCE\w*|BITFINEX|BITSTAMP|BYBIT|COINBASE|CRYPTO\w*|GEMINI|HUOBI|KRAKEN|KUCOIN|OKX|POLONIEX)$/;
const CURRENCY_EXCHANGES = /^(FX|FX_IDC|FOREXCOM|OANDA|PEPPERSTONE|SAXO|ICMARKETS)$/;
const FUTURE_EXCHANGES = /^(CBOT\w*|CFE|CME\w*|COMEX\w*|EUREX|ICE\w*|NYMEX\w*)$/;

/** `-AAPL261218C280` Fidelity, `.AAPL261218C280` thinkorswim, `AAPL  261218C00280000` OCC. */
const OPTION = /^[-.]?[A-Z.]{1,6} *\d{6}[CP]\d+(\.\d+)?$/;
/**
 * `AAPL 12/18/2026 280.00 C` Schwab, `AAPL 18DEC26 280 C` Interactive Brokers, `100 18 DEC 26 280 CALL`
 * thinkorswim.
 */
const OPTION_IN_WORDS = /\d.* \$?[\d.]+ (C|P|CALL|PUT)$/;
/** `SPAXX**` Fidelity, `$$CASH` Yahoo, `Cash & Cash Investments` Schwab. `NASDAQ:CASH` is a company. */
const CASH = /\*\*$|^\$\$|\b(CASH|SWEEP|MONEY MARKET)\b/;
/** `NASDAQ:QQQ/AMEX:SPY`, `1/COINBASE:USDTUSD`, `SPY/QQQ`. A share class has one letter. */
const RATIO = /[*+]|:.*[/:]|^\d+\/|[^/]\/[A-Z]{2}/;
/**
 * A US ticker begins with a letter and has at most five characters, besides a class. Account numbers,
 * quantities, CUSIPs and pairs such as BTCUSD are longer, or begin with a digit.
 */
const TICKER = /^[\^$.]?[A-Z][A-Z0-9]{0,4}([./ -][A-Z0-9]{1,3})?$/;

/** Whether an entry is written as a US ticker, with or without its exchange. */
export function isTicker(text: string): boolean {
  return TICKER.test(withoutExchange(text.toUpperCase()));
}

/** Says what an entry of a list is. Spaces around it and quotes do not count. */
export function classifyEntry(raw: string): ListEntry {
  const text = raw.replace(/^["'\s]+|["'\s]+$/g, "");
  const reason = reasonOf(text.slice(0, LOOKED_AT + 1).toUpperCase());
  if (reason !== null) return { kind: "left", text, reason };
  const symbol = parseSymbol(withoutExchange(text));
  return symbol === null ? { kind: "left", text, reason: "invalid" } : { kind: "symbol", symbol };
}

function withoutExchange(text: string): string {
  return text.slice(text.indexOf(":") + 1);
}

function reasonOf(text: string): LeftReason | null {
  if (text.length > LOOKED_AT) return "note";
  if (/\b(SUB)?TOTALS?\b/.test(text)) return "total";
  if (!text.includes(":") && CASH.test(text)) return "cash";
  if (OPTION.test(text) || OPTION_IN_WORDS.test(text)) return "option";
  if (/^[=+@]/.test(text)) return "invalid";
  if (RATIO.test(text)) return "ratio";
  return reasonOfExchange(text) ?? reasonOfForm(text);
}

function reasonOfExchange(text: string): LeftReason | null {
  const [exchange = "", symbol] = text.split(":");
  if (symbol === undefined) return null;
  if (FUTURE_EXCHANGES.test(exchange)) return "future";
  if (CURRENCY_EXCHANGES.test(exchange)) return "currency";
  return CRYPTO_EXCHANGES.test(exchange) ? "crypto" : null;
}

function reasonOfForm(text: string): LeftReason | null {
  if (/!$|=F$|^\/[A-Z0-9]+/.test(text)) return "future";
  if (/=X$/.test(text)) return "currency";
  if (/-USDT?$/.test(text)) return "crypto";
  if (/\s.*\s|^[A-Z]{3,} [A-Z]{2,}/.test(text)) return "note";
  return isTicker(text) ? null : "invalid";
}
