import { expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Job } from "@/lib/contract/job";
import type { Wanted } from "@/lib/contract/wanted";
import type { Environment } from "@/lib/environment";
import { createUpstream } from "@/lib/upstream/create-upstream";

const settings: Environment["upstream"] = {
  api: "demo",
  baseUrl: "https://upstream.invalid/api",
  v1Username: "I-SECRET",
  v2Key: "sub_secret",
  timeoutMs: 8_000,
};

const SPY = { symbol: "SPY" };
const CURVE = { resource: "curve", symbol: "SPY" } as const;
const HISTORY = { resource: "history", symbol: "SPY" } as const;
const GEX: Wanted = { resource: "gex", ...SPY };
const EXPIRATIONS: Wanted = { resource: "expirations", ...SPY };

/** Every call there is, with the window it charges beside the account's; null: not offered. */
const CALLS: ["v1" | "v2" | "demo", Wanted, string | null, Job["window"]?][] = [
  ["v1", GEX, "v1:/gex/latest?ticker=SPY", "account"],
  ["v1", { ...CURVE, expiry: "combined" }, "v1:/gex/gammaOI?ticker=SPY", "realtime"],
  ["v1", { ...CURVE, expiry: "nearest" }, "v1:/gex/gammaOI?ticker=SPY&exp=1", "realtime"],
  ["v1", { ...CURVE, expiry: "first_monthly" }, "v1:/gex/gammaOI?ticker=SPY&exp=2", "realtime"],
  [
    "v1",
    { ...CURVE, expiry: "2026-12-18" },
    "v1:/gex/gammaOI?ticker=SPY&exp=2026-12-18",
    "realtime",
  ],
  ["v1", { ...HISTORY, span: "30d" }, "v1:/gex/history?ticker=SPY&window=30d", "account"],
  ["v1", EXPIRATIONS, null],
  ["v2", GEX, "v2:/tickers/SPY", "account"],
  [
    "v2",
    { ...CURVE, expiry: "nearest" },
    "v2:/tickers/SPY/curves/gex_by_strike?exp=nearest",
    "expensive",
  ],
  ["v2", { ...CURVE, expiry: "2026-12-18" }, null],
  ["v2", { ...HISTORY, span: "1y" }, "v2:/tickers/SPY/series?window=1y", "account"],
  ["v2", EXPIRATIONS, "v2:/tickers/SPY/curves/gamma/expirations", "expensive"],
  ["demo", GEX, "demo:/tickers/SPY", "account"],
  [
    "demo",
    { ...CURVE, expiry: "combined" },
    "demo:/tickers/SPY/curves/gex_by_strike?exp=combined",
    "account",
  ],
  ["demo", { ...CURVE, expiry: "2026-12-18" }, null],
  ["demo", { ...HISTORY, span: "5d" }, "demo:/tickers/SPY/series?window=5d", "account"],
  ["demo", EXPIRATIONS, "demo:/tickers/SPY/curves/gamma/expirations", "account"],
];

test.each(CALLS)("%s for %o makes the call %s of the window %s", (api, wanted, key, window) => {
  const upstream = createUpstream({ ...settings, api }, systemClock);
  expect(upstream.name).toBe(api);
  const headline = wanted.resource === "gex";
  const job = key === null ? null : { ...wanted, key, window, headline };
  expect(upstream.jobFor(wanted)).toEqual(job);
});

test.each(["v1", "v2", "demo"] as const)("%s finds back any job by its key", (api) => {
  const upstream = createUpstream({ ...settings, api }, systemClock);
  const wanted = CALLS.flatMap(([of, one, key]) => (of === api && key !== null ? [one] : []));
  for (const symbol of ["SPY", "BRK.B", "BF-B", "^SPX", "ES=F", "T"]) {
    for (const one of wanted) {
      const job = upstream.jobFor({ ...one, symbol });
      expect(job?.symbol).toBe(symbol);
      expect(upstream.jobOf(job?.key ?? "")).toEqual(job);
    }
  }
});

test.each(["v1", "v2", "demo"] as const)("%s takes no key that is not on its list", (api) => {
  const upstream = createUpstream({ ...settings, api }, systemClock);
  const prefix = upstream.jobFor(GEX)?.key.slice(0, -3);
  const curve = upstream.jobFor({ ...CURVE, expiry: "nearest" })?.key ?? "";
  const history = upstream.jobFor({ ...HISTORY, span: "5d" })?.key ?? "";
  for (const key of [
    "",
    "SPY",
    "v9:/tickers/SPY",
    `${prefix}`,
    `${prefix}spy`,
    `${prefix}../SPY`,
    `${prefix}SPY&username=other`,
    `${prefix}SPY?view=x`,
    `${prefix} SPY`,
    `${prefix}SPY\n`,
    `${prefix}SPY/levels`,
    `${curve}&realtime=true`,
    `${curve}\n`,
    curve.replace(/exp=.*/, "exp=first_weekly"),
    curve.replace(/exp=.*/, "exp=2026-02-30"),
    curve.replace(/exp=.*/, "exp=26-12-18"),
    curve.replace(/exp=.*/, "exp="),
    curve.replace("SPY", "spy"),
    history.replace("5d", "7d"),
    history.replace("5d", "toString"),
    `${history}&start=2020-01-01`,
  ]) {
    expect(upstream.jobOf(key), key).toBeNull();
  }
});

test("one call has one key: a choice written in another way is none", () => {
  const { jobOf } = createUpstream({ ...settings, api: "v1" }, systemClock);
  for (const exp of ["combined", "nearest", "first_monthly", "0", "3", "01"]) {
    expect(jobOf(`v1:/gex/gammaOI?ticker=SPY&exp=${exp}`), exp).toBeNull();
  }
});

test("a missing credential stops with the variable's name", () => {
  const bare = { ...settings, v1Username: null, v2Key: null };
  expect(() => createUpstream({ ...bare, api: "v1" }, systemClock)).toThrow(
    "TRADING_VOLATILITY_V1_USERNAME",
  );
  expect(() => createUpstream({ ...bare, api: "v2" }, systemClock)).toThrow(
    "TRADING_VOLATILITY_API_KEY",
  );
});
