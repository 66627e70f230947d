import { outcomeOf } from "./call-outcome";
import { createJobNames, type Endpoint } from "./endpoints";
import { callHttp } from "./http-call";
import type { Upstream } from "./upstream";
import { readV1Body } from "./v1-body";

type V1Options = {
  /** `https://stocks.tradingvolatility.net/api` */
  baseUrl: string;
  /** The subscription's id. It travels in the query, so the address must never be shown. */
  username: string;
  /** Ends a call this long after it began, whatever the signal does. */
  timeoutMs?: number;
};

/** The older API: `GET {base}/gex/latest`, the credential in the query, every value a string. */
export function createV1Upstream({ baseUrl, username, timeoutMs }: V1Options): Upstream {
  const base = new URL(baseUrl).href.replace(/\/+$/, "");
  return {
    name: "v1",
    ...createJobNames("v1", ENDPOINTS),
    async call(job, signal) {
      const url = new URL(`${base}/gex/latest`);
      url.search = new URLSearchParams({
        ticker: job.symbol,
        format: "JSON",
        username,
      }).toString();
      const end = await callHttp({ url, headers: {}, signal, timeoutMs });
      return outcomeOf(end, (body) => readV1Body(body, job.symbol));
    },
  };
}

const ENDPOINTS: readonly Endpoint[] = [
  { resource: "gex", address: "/gex/latest?ticker={symbol}", window: "account" },
];
