import type { Resource } from "@/lib/contract/market/resource";
import { fakeDays, fakeFigures, fakeStrikes } from "./fake-figures";

/**
 * A good v1 body: every value a string, under the ticker. Null for parameters that v1 does not
 * accept.
 */
export function v1Body(
  resource: Resource,
  symbol: string,
  parameters: URLSearchParams,
  now: number,
): string | null {
  switch (resource) {
    case "gex":
      return JSON.stringify({ [symbol]: headline(symbol, now) });
    case "curve":
      return curve(symbol, parameters.get("exp"), now);
    case "history":
      return history(symbol, parameters, now);
    case "expirations":
    case "setups":
      return null;
    default:
      return resource satisfies never;
  }
}

/** `2022-01-10 14:36:25.864668`, as v1 writes its time. */
function vendorTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, -1).replace("T", " ")}000`;
}

function headline(symbol: string, now: number) {
  const { spot, flip, netGex, volatility } = fakeFigures(symbol);
  return {
    collection_date: vendorTime(now),
    price: String(spot),
    gex_flip_price: String(flip),
    skew_adjusted_gex: String(netGex),
    gex_per_1pct_chg: String(netGex),
    call_put_delta_spread: "-0.02",
    implied_volatility: String(volatility),
    next_expiration: new Date(now).toISOString().slice(0, 10),
    nearest_gex_value: String(netGex / 4),
    put_call_ratio_open_interest: "1.25",
    gamma_formation: "0",
    average_volume: "1000000",
    rating: "1",
  };
}

/** `exp` is missing, 1, 2 or a date. */
function curve(symbol: string, exp: string | null, now: number): string | null {
  if (exp !== null && !/^([12]|\d{4}-\d{2}-\d{2})$/.test(exp)) return null;
  const { collection_date, price, gex_flip_price, skew_adjusted_gex } = headline(symbol, now);
  const strikes = fakeStrikes(symbol).map(({ strike, call, put }) => ({
    strike: String(strike),
    call_gamma: call.toFixed(1),
    put_gamma: put.toFixed(1),
    net_gamma_$_at_strike: String(call + put),
    call_open_interest: "120",
    put_open_interest: "140",
  }));
  const gamma_array = [{}, ...strikes];
  return JSON.stringify({
    [symbol]: { price, collection_date, gex_flip_price, skew_adjusted_gex, gamma_array },
  });
}

/** CSV unless JSON is requested, as v1 does. */
function history(symbol: string, parameters: URLSearchParams, now: number): string | null {
  const start = Date.parse(`${parameters.get("start")}T00:00:00Z`);
  if (Number.isNaN(start)) return null;
  const { spot, flip, netGex, volatility } = fakeFigures(symbol);
  const rows = fakeDays(now, Math.floor((now - start) / 86_400_000)).map((day) => ({
    collection_date: `${day}_20:47:25`,
    price: String(spot),
    gex_per_1pct_chg: String(netGex),
    gex_flip_price: String(flip),
    implied_volatility: String(volatility),
  }));
  if (parameters.get("format") === "JSON") return JSON.stringify({ [symbol]: rows });
  return `collection_date,price\n${rows.map((row) => `${row.collection_date},${row.price}`).join("\n")}`;
}
