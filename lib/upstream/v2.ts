import { outcomeOf } from "./call-outcome";
import { createJobNames, type Endpoint } from "./endpoints";
import { callHttp } from "./http-call";
import type { Upstream } from "./upstream";
import { readV2Body } from "./v2-body";

type V2Options = {
  /** `https://stocks.tradingvolatility.net/api`; `/v2` is put after it. */
  baseUrl: string;
  /** The bearer key. */
  key: string;
  /** Ends a call this long after it began, whatever the signal does. */
  timeoutMs?: number;
};

/** The current API: `GET {base}/v2/tickers/{ticker}` with a bearer key. */
export function createV2Upstream({ baseUrl, key, timeoutMs }: V2Options): Upstream {
  const base = new URL(baseUrl).href.replace(/\/+$/, "");
  return {
    name: "v2",
    ...createJobNames("v2", ENDPOINTS),
    async call(job, signal) {
      const url = new URL(`${base}/v2/tickers/${encodeURIComponent(job.symbol)}`);
      const headers = { authorization: `Bearer ${key}` };
      const end = await callHttp({ url, headers, signal, timeoutMs });
      return outcomeOf(end, (body) => readV2Body(body, job.symbol));
    },
  };
}

const ENDPOINTS: readonly Endpoint[] = [
  { resource: "gex", address: "/tickers/{symbol}", window: "account" },
];
