import type { WindowName } from "@/lib/contract/quota/quota";
import type { Charge, QuotaWindow } from "@/lib/contract/quota/quota-window";
import { upstreamPolicy } from "@/lib/policy";
import type { Upstream } from "./upstream";

type Configured = { api: Upstream["name"]; limit: number; windowMs: number };

/** The main window, which all APIs share: all calls of the subscription. */
export const MAIN_WINDOW: WindowName = "account";
const REALTIME: WindowName = "realtime";
const EXPENSIVE: WindowName = "expensive";
const MONTH: WindowName = "month";

const one = (...windows: WindowName[]): readonly Charge[] =>
  windows.map((window) => ({ window, cost: 1 }));

/** The charges of each API's calls. */
export const CHARGES = {
  demo: one(MAIN_WINDOW),
  v1: one(MAIN_WINDOW),
  v1Realtime: one(MAIN_WINDOW, REALTIME),
  v2: one(MONTH, MAIN_WINDOW),
  v2Expensive: one(MONTH, MAIN_WINDOW, EXPENSIVE),
} as const;

/** The windows of an API, the main one first. Source: the vendor's tables of limits. */
export function windowsOf({ api, limit, windowMs }: Configured): readonly QuotaWindow[] {
  const { v2ExpensiveLimit, v2MonthLimit, v2MonthZone, v2MonthMarginMs } = upstreamPolicy;
  const length = { kind: "rolling", ms: windowMs } as const;
  const main = {
    name: MAIN_WINDOW,
    label: "all API calls",
    charged: "All API calls",
    limit,
    length,
  };
  switch (api) {
    case "demo":
    case "primary":
      return [main];
    case "v1": {
      const charged = "API calls for realtime data";
      return [main, { name: REALTIME, label: "realtime", charged, limit, length }];
    }
    case "v2": {
      const charged = "API calls for gamma by strike, expirations and screeners";
      const most = Math.min(v2ExpensiveLimit, limit);
      const period = { period: "month", zone: v2MonthZone, marginMs: v2MonthMarginMs } as const;
      return [
        main,
        { name: EXPENSIVE, label: "curves", charged, limit: most, length },
        {
          name: MONTH,
          label: "month",
          charged: "All API calls of a month",
          limit: v2MonthLimit,
          length: { kind: "calendar", ...period },
        },
      ];
    }
    default:
      return api satisfies never;
  }
}
