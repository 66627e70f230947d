import type { Job } from "@/lib/contract/job";
import { type BodyOutcome, outcomeOf } from "./call-outcome";
import { createJobNames } from "./endpoints";
import { callHttp } from "./http-call";
import type { Upstream } from "./upstream";
import { readV2Curve } from "./v2-curve";
import { V2_ENDPOINTS } from "./v2-endpoints";
import { readV2Expirations } from "./v2-expirations";
import { readV2Gex } from "./v2-gex";
import { readV2History } from "./v2-history";

type V2Options = {
  /** `https://stocks.tradingvolatility.net/api`; `/v2` is put after it. */
  baseUrl: string;
  /** The bearer key. */
  key: string;
  /** Ends a call this long after it began, whatever the signal does. */
  timeoutMs?: number;
};

/** What a series is asked for: without it the upstream chooses. */
const METRICS = "price,gex_flip,gex_usd_per_1_pct_move,atm_iv,iv_rank,pcr_oi";

/** The current API: `GET {base}/v2/tickers/{ticker}` with a bearer key. */
export function createV2Upstream({ baseUrl, key, timeoutMs }: V2Options): Upstream {
  const base = new URL(baseUrl).href.replace(/\/+$/, "");
  return {
    name: "v2",
    ...createJobNames("v2", V2_ENDPOINTS),
    async call(job, signal) {
      const address = job.key.slice("v2:".length);
      // The first capitals in an address are the symbol's.
      const escaped = address.replace(job.symbol, () => encodeURIComponent(job.symbol));
      const url = new URL(`${base}/v2${escaped}`);
      if (job.resource === "history") url.searchParams.set("metrics", METRICS);
      const headers = { authorization: `Bearer ${key}` };
      const end = await callHttp({ url, headers, signal, timeoutMs });
      return outcomeOf(end, (body) => readBody(body, job));
    },
  };
}

function readBody(body: string, job: Job): BodyOutcome {
  switch (job.resource) {
    case "gex":
      return readV2Gex(body, job.symbol);
    case "curve":
      return readV2Curve(body, job.symbol, job.expiry);
    case "history":
      return readV2History(body, job.symbol, job.span);
    case "expirations":
      return readV2Expirations(body, job.symbol);
    default:
      return job satisfies never;
  }
}
