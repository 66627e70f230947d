import type { CallOutcome, Job } from "@/lib/contract/queue/job";
import { type BodyOutcome, outcomeOf } from "@/lib/upstream/call/call-outcome";
import { callHttp } from "@/lib/upstream/call/http-call";
import { createJobNames } from "@/lib/upstream/port/endpoints";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { readV2Curve } from "./v2-curve";
import { V2_ENDPOINTS } from "./v2-endpoints";
import { readV2Expirations } from "./v2-expirations";
import { readV2Gamma } from "./v2-gamma";
import { readV2Gex } from "./v2-gex";
import { readV2History } from "./v2-history";
import { readV2Setups } from "./v2-setups";

type V2Options = {
  /** `https://stocks.tradingvolatility.net/api`, without `/v2`. */
  baseUrl: string;
  /** The bearer key. */
  key: string;
  /** Time limit of a call, ms, in addition to the signal. */
  timeoutMs?: number;
};

/** Curves that come from `curves/gamma`, as the allow-list says. */
const GAMMA_KIND = "v2:/tickers/*/curves/gamma";

/** The requested metrics of a series. Without them the upstream chooses. */
const METRICS = "price,gex_flip,gex_usd_per_1_pct_move,atm_iv,iv_rank,pcr_oi,pc_25d_ratio";

/** The current API: `GET {base}/v2/tickers/{ticker}` with a bearer key. */
export function createV2Upstream({ baseUrl, key, timeoutMs }: V2Options): Upstream {
  const base = new URL(baseUrl).href.replace(/\/+$/, "");
  return {
    name: "v2",
    ...createJobNames("v2", V2_ENDPOINTS),
    async call(job, permit) {
      const address = job.key.slice("v2:".length);
      // The first match in an address is the symbol.
      const escaped = address.replace(job.symbol, () => encodeURIComponent(job.symbol));
      const url = new URL(`${base}/v2${escaped}`);
      if (job.resource === "history") url.searchParams.set("metrics", METRICS);
      const headers = { authorization: `Bearer ${key}` };
      const end = await callHttp({ url, headers, permit, timeoutMs });
      const outcome = outcomeOf(end, (body) => readBody(body, job));
      return job.resource === "setups" ? outcomeOfList(outcome) : outcome;
    },
  };
}

function readBody(body: string, job: Job): BodyOutcome {
  switch (job.resource) {
    case "gex":
      return readV2Gex(body, job.symbol);
    case "curve":
      return job.kind === GAMMA_KIND
        ? readV2Gamma(body, job.symbol, job.expiry)
        : readV2Curve(body, job.symbol, job.expiry);
    case "history":
      return readV2History(body, job.symbol, job.span);
    case "expirations":
      return readV2Expirations(body, job.symbol);
    case "setups":
      return readV2Setups(body);
    default:
      return job satisfies never;
  }
}

/** A list that the upstream does not know is no unknown symbol: no caller typed its name. */
function outcomeOfList(outcome: CallOutcome): CallOutcome {
  if (outcome.kind !== "unknown-symbol") return outcome;
  return { kind: "not-included", arrived: true, detail: "The upstream does not have this list." };
}
