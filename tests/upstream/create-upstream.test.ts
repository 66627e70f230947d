import { expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Environment } from "@/lib/environment";
import { createUpstream } from "@/lib/upstream/create-upstream";

const settings: Environment["upstream"] = {
  api: "demo",
  baseUrl: "https://upstream.invalid/api",
  v1Username: "I-SECRET",
  v2Key: "sub_secret",
  timeoutMs: 8_000,
};

test.each([
  ["v1", "v1:/gex/latest?ticker=SPY"],
  ["v2", "v2:/tickers/SPY"],
  ["demo", "demo:/tickers/SPY"],
] as const)("the environment's choice of %s names its jobs in its own way", (api, key) => {
  const upstream = createUpstream({ ...settings, api }, systemClock);
  expect(upstream.name).toBe(api);
  expect(upstream.jobFor({ resource: "gex", symbol: "SPY" })).toEqual({
    key,
    resource: "gex",
    symbol: "SPY",
    window: "account",
    headline: true,
  });
});

test.each(["v1", "v2", "demo"] as const)("%s finds back any job by its key", (api) => {
  const upstream = createUpstream({ ...settings, api }, systemClock);
  for (const symbol of ["SPY", "BRK.B", "BF-B", "^SPX", "ES=F"]) {
    const job = upstream.jobFor({ resource: "gex", symbol });
    expect(upstream.jobOf(job?.key ?? "")).toEqual(job);
  }
});

test.each(["v1", "v2", "demo"] as const)("%s takes no key that is not on its list", (api) => {
  const upstream = createUpstream({ ...settings, api }, systemClock);
  const prefix = upstream.jobFor({ resource: "gex", symbol: "SPY" })?.key.slice(0, -3);
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
  ]) {
    expect(upstream.jobOf(key), key).toBeNull();
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
