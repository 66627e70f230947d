import type { CallOutcome, Job, SendPermit } from "@/lib/contract/queue/job";
import { type BodyOutcome, outcomeOf } from "@/lib/upstream/call/call-outcome";
import { callHttp } from "@/lib/upstream/call/http-call";
import { readProxied, withReply } from "@/lib/upstream/call/proxy-reply";
import { createJobNames } from "@/lib/upstream/port/endpoints";
import { createProxyNames, pageJobOf } from "@/lib/upstream/port/proxy-endpoints";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { readV2Curve } from "./v2-curve";
import { V2_ENDPOINTS } from "./v2-endpoints";
import { readV2Expirations } from "./v2-expirations";
import { readV2Gamma } from "./v2-gamma";
import { readV2Gex } from "./v2-gex";
import { readV2History } from "./v2-history";
import { timeOfV2, V2_PROXY } from "./v2-proxy";
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
  const jobs = createJobNames("v2", V2_ENDPOINTS);
  const send = (address: string, permit: SendPermit) => {
    const headers = { authorization: `Bearer ${key}` };
    return callHttp({ url: new URL(`${base}/v2${address}`), headers, permit, timeoutMs });
  };
  const proxy = createProxyNames({
    name: "v2",
    endpoints: V2_PROXY,
    // v2 takes tickers in any case, and answers in capitals.
    spell: (name, value) => (name === "ticker" ? value.toUpperCase() : value),
    pageJob: (address) => pageJobOf(jobs.jobOf, "v2", address, { metrics: METRICS }, addressOf),
  });
  return {
    name: "v2",
    ...jobs,
    kinds: [...new Set([...jobs.kinds, ...proxy.kinds])],
    async call(job, permit) {
      const end = await send(addressOf(job), permit);
      const outcome = withReply(
        outcomeOf(end, (body) => readBody(body, job)),
        end,
      );
      return job.resource === "setups" ? outcomeOfList(outcome) : outcome;
    },
    proxy: {
      ...proxy,
      async call(job, permit) {
        const end = await send(job.address, permit);
        return outcomeOf(end, () => readProxied(end, timeOfV2));
      },
    },
  };
}

/** The path and query of a job's call. */
function addressOf(job: Job): string {
  // The first match in an address is the symbol.
  const address = job.key
    .slice("v2:".length)
    .replace(job.symbol, () => encodeURIComponent(job.symbol));
  if (job.resource !== "history") return address;
  return `${address}&metrics=${encodeURIComponent(METRICS)}`;
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
