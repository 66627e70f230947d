import { expect, test } from "vitest";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { systemClock } from "@/lib/clock";
import type { Wanted } from "@/lib/contract/market/wanted";
import { SETUP_LISTS } from "@/lib/contract/values/resources";
import type { Environment } from "@/lib/environment/environment";
import { createUpstream } from "@/lib/upstream/create-upstream";
import { windowsOf } from "@/lib/upstream/port/windows";

const settings: Environment["upstream"] = {
  api: "demo",
  baseUrl: "https://upstream.invalid/api",
  v1Username: "I-SECRET",
  v2Key: "sub_secret",
  timeoutMs: 8_000,
  demoCadence: "two-a-day",
  looks: "learned",
};
const create = (over: Partial<Environment["upstream"]>) =>
  createUpstream({ ...settings, ...over }, systemClock, createNyseCalendar());

const SPY = { symbol: "SPY" };
const CURVE = { resource: "curve", symbol: "SPY" } as const;
const HISTORY = { resource: "history", symbol: "SPY" } as const;
const GEX: Wanted = { resource: "gex", ...SPY };
const EXPIRATIONS: Wanted = { resource: "expirations", ...SPY };
const TOP: Wanted = { resource: "setups", symbol: "top_setups" };
const SCREENER: Wanted = { resource: "setups", symbol: "trend_pullback" };

/** Every call there is, with the window it charges beside the account's; null: not offered. */
const CALLS: ["v1" | "v2" | "demo", Wanted, string | null, string?][] = [
  ["v1", GEX, "v1:/gex/latest?ticker=SPY", "account"],
  ["v1", { ...CURVE, expiry: "combined" }, "v1:/gex/gammaOI?ticker=SPY", "realtime"],
  // v1 ignores `exp` there: the strikes of all expirations would come under another name.
  ["v1", { ...CURVE, expiry: "nearest" }, null],
  ["v1", { ...CURVE, expiry: "first_monthly" }, null],
  ["v1", { ...CURVE, expiry: "2026-12-18" }, null],
  ["v1", { ...HISTORY, span: "30d" }, "v1:/gex/history?ticker=SPY&window=30d", "account"],
  ["v1", EXPIRATIONS, null],
  ["v1", TOP, null],
  ["v1", SCREENER, null],
  ["v2", GEX, "v2:/tickers/SPY", "account"],
  [
    "v2",
    { ...CURVE, expiry: "nearest" },
    "v2:/tickers/SPY/curves/gex_by_strike?exp=nearest",
    "expensive",
  ],
  [
    "v2",
    { ...CURVE, expiry: "2026-12-18" },
    "v2:/tickers/SPY/curves/gamma?exp=2026-12-18",
    "expensive",
  ],
  [
    "v2",
    { ...CURVE, expiry: "live" },
    "v2:/tickers/SPY/curves/gamma?exp=combined&realtime=true",
    "expensive",
  ],
  ["v2", { ...HISTORY, span: "1y" }, "v2:/tickers/SPY/series?window=1y", "account"],
  ["v2", EXPIRATIONS, "v2:/tickers/SPY/curves/gamma/expirations", "expensive"],
  ["v2", TOP, "v2:/top-setups?limit=200", "account"],
  ["v2", SCREENER, "v2:/top-setups/screener/trend_pullback?limit=200", "expensive"],
  ["v2", { resource: "setups", symbol: "SPY" }, null],
  ["demo", GEX, "demo:/tickers/SPY", "account"],
  [
    "demo",
    { ...CURVE, expiry: "combined" },
    "demo:/tickers/SPY/curves/gex_by_strike?exp=combined",
    "account",
  ],
  ["demo", { ...CURVE, expiry: "2026-12-18" }, null],
  ["demo", { ...CURVE, expiry: "live" }, null],
  ["demo", { ...HISTORY, span: "5d" }, "demo:/tickers/SPY/series?window=5d", "account"],
  ["demo", EXPIRATIONS, "demo:/tickers/SPY/curves/gamma/expirations", "account"],
  ["demo", TOP, "demo:/top-setups?limit=200", "account"],
  ["demo", SCREENER, "demo:/top-setups/screener/trend_pullback?limit=200", "account"],
];

test.each(CALLS)("maps %s for %o to the call %s of the window %s", (api, wanted, key, window) => {
  const upstream = create({ api });
  expect(upstream.name).toBe(api);
  const headline = wanted.resource === "gex";
  const job = upstream.jobFor(wanted);
  const charges = expect.anything();
  // The older API calculates each curve when it is requested, the current one only this.
  const isRealtime = wanted.resource === "curve" && (api === "v1" || wanted.expiry === "live");
  const realtime = isRealtime ? { realtime: true } : {};
  expect(job).toEqual(
    key === null
      ? null
      : { ...wanted, key, kind: expect.any(String), charges, headline, ...realtime },
  );
  expect(job?.charges.at(-1)?.window).toBe(window);
  // Every window that a call charges is declared, the main one among them.
  const names = windowsOf({ api, limit: 20, windowMs: 60_000 }).map(({ name }) => name);
  const charged = job?.charges.map((charge) => charge.window) ?? names;
  expect(names).toEqual(expect.arrayContaining(charged));
  expect(charged).toContain(names[0]);
});

test.each(["v1", "v2", "demo"] as const)("finds any job of %s by its key", (api) => {
  const upstream = create({ api });
  const isOurs = (of: string, one: Wanted) => of === api && one.resource !== "setups";
  const wanted = CALLS.flatMap(([of, one, key]) => (isOurs(of, one) && key !== null ? [one] : []));
  for (const symbol of ["SPY", "BRK.B", "BF-B", "^SPX", "ES=F", "T"]) {
    for (const one of wanted) {
      const job = upstream.jobFor({ ...one, symbol });
      expect(job?.symbol).toBe(symbol);
      expect(upstream.jobOf(job?.key ?? "")).toEqual(job);
    }
  }
});

test.each(["v2", "demo"] as const)("finds the job of each list of %s by its key", (api) => {
  const { jobFor, jobOf, kinds } = create({ api });
  for (const symbol of SETUP_LISTS) {
    const job = jobFor({ resource: "setups", symbol });
    expect(job).toMatchObject({ resource: "setups", symbol, headline: false });
    expect(jobOf(job?.key ?? "")).toEqual(job);
    expect(kinds).toContain(job?.kind);
  }
  for (const path of [
    "/top-setups",
    "/top-setups?limit=20",
    "/top-setups/screener/top_setups?limit=200",
    "/top-setups/screener/SPY?limit=200",
    "/top-setups/screener/trend_pullback",
    "/top-setups/screener/trend_pullback?limit=200&min_score=5",
  ]) {
    expect(jobOf(`${api}:${path}`), path).toBeNull();
  }
});

test.each(["v1", "v2", "demo"] as const)("accepts only keys on the list of %s", (api) => {
  const upstream = create({ api });
  const prefix = upstream.jobFor(GEX)?.key.slice(0, -3);
  const expiry = api === "v1" ? "combined" : "nearest";
  const curve = upstream.jobFor({ ...CURVE, expiry })?.key ?? "";
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
    ...["first_weekly", "2026-02-30", "2026-12-18", "26-12-18", "live", ""].map((exp) =>
      api === "v1" ? `${curve}&exp=${exp}` : curve.replace(/exp=.*/, `exp=${exp}`),
    ),
    curve.replace("SPY", "spy"),
    history.replace("5d", "7d"),
    history.replace("5d", "toString"),
    `${history}&start=2020-01-01`,
  ]) {
    expect(upstream.jobOf(key), key).toBeNull();
  }
});

test("accepts one spelling of a key only", () => {
  const { jobOf } = create({ api: "v1" });
  for (const exp of ["combined", "nearest", "first_monthly", "0", "1", "2", "2026-12-18"]) {
    expect(jobOf(`v1:/gex/gammaOI?ticker=SPY&exp=${exp}`), exp).toBeNull();
  }
});

test("throws with the variable's name without a credential", () => {
  const bare = { v1Username: null, v2Key: null };
  expect(() => create({ ...bare, api: "v1" })).toThrow("TRADING_VOLATILITY_V1_USERNAME");
  expect(() => create({ ...bare, api: "v2" })).toThrow("TRADING_VOLATILITY_API_KEY");
});
