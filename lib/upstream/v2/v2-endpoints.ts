import { spanSchema } from "@/lib/contract/market/wanted";
import { SETUP_LISTS, WIDE_SETUP_LISTS } from "@/lib/contract/values/resources";
import { upstreamPolicy } from "@/lib/policy";
import { asNamed, type Endpoint } from "@/lib/upstream/port/endpoints";
import { CHARGES } from "@/lib/upstream/port/windows";

/** The allow-list of the current API. */
export const V2_ENDPOINTS: readonly Endpoint[] = [
  { resource: "gex", address: "/tickers/{symbol}", charges: CHARGES.v2 },
  {
    resource: "curve",
    address: "/tickers/{symbol}/curves/gex_by_strike?exp={choice}",
    charges: CHARGES.v2Expensive,
    choices: asNamed(["combined", "nearest", "first_monthly"]),
  },
  // Net gamma alone, but of any date, and of now.
  {
    resource: "curve",
    address: "/tickers/{symbol}/curves/gamma?exp={choice}",
    charges: CHARGES.v2Expensive,
    choices: {},
    datePrefix: "",
  },
  {
    resource: "curve",
    address: "/tickers/{symbol}/curves/gamma?exp={choice}",
    charges: CHARGES.v2Expensive,
    choices: { live: "combined&realtime=true" },
    realtime: true,
  },
  {
    resource: "history",
    address: "/tickers/{symbol}/series?window={choice}",
    charges: CHARGES.v2,
    choices: asNamed(spanSchema.options),
  },
  {
    resource: "expirations",
    address: "/tickers/{symbol}/curves/gamma/expirations",
    charges: CHARGES.v2Expensive,
  },
  {
    resource: "setups",
    address: `/top-setups?limit=${upstreamPolicy.setupsMost}`,
    names: WIDE_SETUP_LISTS,
    charges: CHARGES.v2,
  },
  {
    resource: "setups",
    address: `/top-setups/screener/{symbol}?limit=${upstreamPolicy.setupsMost}`,
    names: SETUP_LISTS.filter((list) => !WIDE_SETUP_LISTS.includes(list)),
    charges: CHARGES.v2Expensive,
  },
];
