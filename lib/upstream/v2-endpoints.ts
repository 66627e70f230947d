import { spanSchema } from "@/lib/contract/wanted";
import { asNamed, type Endpoint } from "./endpoints";

/** The allow-list of the current API. A curve of one date is not to be had. */
export const V2_ENDPOINTS: readonly Endpoint[] = [
  { resource: "gex", address: "/tickers/{symbol}", window: "account" },
  {
    resource: "curve",
    address: "/tickers/{symbol}/curves/gex_by_strike?exp={choice}",
    window: "expensive",
    choices: asNamed(["combined", "nearest", "first_monthly"]),
  },
  {
    resource: "history",
    address: "/tickers/{symbol}/series?window={choice}",
    window: "account",
    choices: asNamed(spanSchema.options),
  },
  {
    resource: "expirations",
    address: "/tickers/{symbol}/curves/gamma/expirations",
    window: "expensive",
  },
];
