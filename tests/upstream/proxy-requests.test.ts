import { describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { replyKeyOf } from "@/lib/contract/queue/reply-key";
import { createV1Upstream } from "@/lib/upstream/v1/v1";
import { createV2Upstream } from "@/lib/upstream/v2/v2";

const baseUrl = "http://127.0.0.1:9/api";
const v2 = createV2Upstream({ baseUrl, key: "key" });
const v1 = createV1Upstream({ baseUrl, username: "name", clock: systemClock });

type Api = typeof v1;

/** Reads an address as a client writes it, e.g. `/tickers/SPY?include=state`. */
function read(api: Api, address: string) {
  const [path = "", query] = address.split("?");
  const segments = path.slice(1).split("/").map(decodeURIComponent);
  return api.proxy?.request(segments, new URLSearchParams(query));
}

function jobOf(api: Api, address: string) {
  const read_ = read(api, address);
  if (read_?.kind !== "job") throw new Error(`${address}: ${read_?.kind}`);
  return read_.job;
}

describe("an address of the drop-in proxy", () => {
  test.each([
    ["/tickers/SPY", { resource: "gex", symbol: "SPY" }],
    ["/tickers/spy", { resource: "gex", symbol: "SPY" }],
    [
      "/tickers/SPY/curves/gex_by_strike?exp=nearest",
      { resource: "curve", symbol: "SPY", expiry: "nearest" },
    ],
    ["/tickers/SPY/curves/gamma/expirations", { resource: "expirations", symbol: "SPY" }],
    ["/tickers/%5ESPX", { resource: "gex", symbol: "^SPX" }],
    ["/top-setups?limit=200", { resource: "setups", symbol: "top_setups" }],
    [
      "/tickers/SPY/series?window=180d&metrics=price%2Cgex_flip%2Cgex_usd_per_1_pct_move%2Catm_iv%2Civ_rank%2Cpcr_oi%2Cpc_25d_ratio",
      { resource: "history", symbol: "SPY", span: "180d" },
    ],
  ] as const)("shares the call of a page: %s", (address, wanted) => {
    const page = v2.jobFor(wanted);
    expect(page).not.toBeNull();
    expect(jobOf(v2, address)).toMatchObject({
      key: page?.key,
      kind: page?.kind,
      charges: page?.charges,
    });
  });

  test("shares v1's call only in the pages' own view", () => {
    const page = v1.jobFor({ resource: "gex", symbol: "ZM" });
    const own = jobOf(v1, "/gex/latest?ticker=ZM&format=json&gex_view=SA-GEX");
    expect(own.key).toBe(page?.key);
    const other = jobOf(v1, "/gex/latest?ticker=ZM&format=json");
    expect(other.key).toBe(replyKeyOf("v1:/gex/latest?format=JSON&ticker=ZM"));
  });

  test.each([
    [v2, "/tickers/SPY/series?window=180d"],
    [v2, "/tickers/SPY/series?window=30d&metrics=price%2Cgex_flip"],
    [v2, "/tickers/SPY/levels?view=tos"],
    [v2, "/tickers/SPY/curves/gamma?exp=first_weekly"],
    [v2, "/tickers/%5ESPX/explain"],
    [v2, "/top-setups/screener/bottoming_reversal?limit=5"],
    [v2, "/signals?ticker=SPY"],
    [v2, "/income-setups?type=csp&limit=10"],
    [v2, "/llm-spec"],
    [v1, "/gex/history?ticker=SPY&start=2026-01-02&format=CSV"],
    [v1, "/skew/latest?ticker=spy"],
  ] as const)("has one key, which names it: %#", (api, address) => {
    const job = jobOf(api, address);
    expect(api.proxy?.jobOf(job.key)).toEqual(job);
    expect(api.jobOf(job.key)).toBeNull();
    expect(api.kinds).toContain(job.kind);
  });

  test("has one key whatever the order of its parameters", () => {
    const [one, other] = ["iv_rank_min=20&limit=5", "limit=5&iv_rank_min=20"].map(
      (query) => jobOf(v2, `/top-setups?${query}`).key,
    );
    expect(one).toBe(other);
  });

  test.each([
    "/tickers",
    "/tickers/",
    "/tickers/SPY/secrets",
    "/tickers/..%2Fadmin",
    "/tickers/SPY%2Flevels",
    "/tickers/SPY/../QQQ",
    "/tickers/ABCDEFGHIJKLMNOPQ",
    "/llm-spec/more",
    "/__proto__",
    "/top-setups/screener/UPPER",
    "//evil.example/tickers/SPY",
  ])("is unknown outside the list: %s", (address) => {
    expect(read(v2, address)).toEqual({ kind: "unknown-path" });
  });

  test.each([
    ["/tickers/SPY?foo=1", /^Unknown parameter\. Known: include/],
    ["/tickers/SPY?__proto__=1", /^Unknown parameter/],
    ["/tickers/SPY/levels?view=%0Aevil", /view has an invalid value/],
    ["/tickers/SPY/levels?view=json&view=tos", /more than once/],
    ["/tickers/SPY/options/volume", /exp is missing/],
    ["/llm-spec?x=1", /takes none/],
  ])("refuses other parameters: %s", (address, detail) => {
    const refused = read(v2, address);
    expect(refused?.kind).toBe("bad-parameter");
    expect(refused).toHaveProperty("detail", expect.stringMatching(detail));
    expect(JSON.stringify(refused)).not.toContain("evil");
  });

  test("charges what the vendor counts", () => {
    const windows = (api: Api, address: string) =>
      jobOf(api, address).charges.map(({ window }) => window);
    expect(windows(v2, "/tickers/SPY/levels")).toEqual(["month", "account"]);
    expect(windows(v2, "/tickers/SPY/curves/gamma?exp=first_weekly")).toContain("expensive");
    expect(windows(v2, "/top-setups/screener/trend_pullback")).toContain("expensive");
    expect(windows(v1, "/gex/gammaOI?ticker=SPY&exp=1")).toContain("realtime");
  });
});

test.each([
  "v2:/tickers/SPY/levels",
  "v2:/tickers/spy/levels#reply",
  "v2:/tickers/SPY/levels?foo=1#reply",
  "v1:/tickers/SPY/levels#reply",
  "v2:/tickers/SPY#reply",
])("is no key of the proxy: %s", (key) => {
  expect(v2.proxy?.jobOf(key)).toBeNull();
});
