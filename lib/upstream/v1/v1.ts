import type { Clock } from "@/lib/clock";
import { type Span, spanSchema } from "@/lib/contract/market/wanted";
import type { Job, SendPermit } from "@/lib/contract/queue/job";
import { type BodyOutcome, outcomeOf } from "@/lib/upstream/call/call-outcome";
import { callHttp } from "@/lib/upstream/call/http-call";
import { readProxied, withReply } from "@/lib/upstream/call/proxy-reply";
import { SPAN_DAYS } from "@/lib/upstream/figures/span-days";
import { asNamed, createJobNames, type Endpoint } from "@/lib/upstream/port/endpoints";
import { createProxyNames, pageJobOf } from "@/lib/upstream/port/proxy-endpoints";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { CHARGES } from "@/lib/upstream/port/windows";
import { readV1Curve } from "./v1-curve";
import { readV1Gex } from "./v1-gex";
import { readV1History } from "./v1-history";
import { GEX_VIEW } from "./v1-net-gex";
import { timeOfV1, V1_PROXY } from "./v1-proxy";

type V1Options = {
  /** `https://stocks.tradingvolatility.net/api` */
  baseUrl: string;
  /** The subscription's id. It is sent in the query, so the address must never be shown. */
  username: string;
  clock: Pick<Clock, "now">;
  /** Time limit of a call, ms, in addition to the signal. */
  timeoutMs?: number;
};

/**
 * The allow-list of the older API. It has no expirations and no lists. Its curve is that of all expirations: the
 * API accepts `exp` there and ignores it, so no other curve is offered.
 */
export const V1_ENDPOINTS: readonly Endpoint[] = [
  { resource: "gex", address: "/gex/latest?ticker={symbol}", charges: CHARGES.v1 },
  {
    resource: "curve",
    address: "/gex/gammaOI?ticker={symbol}{choice}",
    charges: CHARGES.v1Realtime,
    realtime: true,
    choices: { combined: "" },
  },
  {
    resource: "history",
    address: "/gex/history?ticker={symbol}&window={choice}",
    charges: CHARGES.v1,
    choices: asNamed(spanSchema.options),
  },
];

/** The older API: `GET {base}/gex/latest`, the credential in the query, every value a string. */
export function createV1Upstream({ baseUrl, username, clock, timeoutMs }: V1Options): Upstream {
  const base = new URL(baseUrl).href.replace(/\/+$/, "");
  const jobs = createJobNames("v1", V1_ENDPOINTS);
  const address = (job: Job) => addressOf(job, clock.now());
  const send = (sent: string, permit: SendPermit) => {
    const url = new URL(`${base}${sent}`);
    url.searchParams.set("username", username);
    return callHttp({ url, headers: {}, permit, timeoutMs });
  };
  const added = { format: "JSON", gex_view: GEX_VIEW };
  const proxy = createProxyNames({
    name: "v1",
    endpoints: V1_PROXY,
    // v1 takes a format in any case, and tickers as they are.
    spell: (name, value) => (name === "format" ? value.toUpperCase() : value),
    pageJob: (sent) => pageJobOf(jobs.jobOf, "v1", sent, added, address),
  });
  return {
    name: "v1",
    ...jobs,
    kinds: [...new Set([...jobs.kinds, ...proxy.kinds])],
    async call(job, permit) {
      const end = await send(address(job), permit);
      return withReply(
        outcomeOf(end, (body) => readBody(body, job)),
        end,
      );
    },
    proxy: {
      ...proxy,
      async call(job, permit) {
        const end = await send(job.address, permit);
        return outcomeOf(end, () => readProxied(end, timeOfV1));
      },
    },
  };
}

/** The path and query of a job's call, without the credential. */
function addressOf(job: Job, now: number): string {
  const [path = "", query] = job.key.slice("v1:".length).split("?");
  const parameters = new URLSearchParams(query);
  parameters.set("format", "JSON");
  if (job.resource !== "curve") parameters.set("gex_view", GEX_VIEW);
  if (job.resource === "history") setSpan(parameters, job.span, now);
  return `${path}?${parameters}`;
}

function readBody(body: string, job: Job): BodyOutcome {
  switch (job.resource) {
    case "gex":
      return readV1Gex(body, job.symbol);
    case "curve":
      return readV1Curve(body, job.symbol);
    case "history":
      return readV1History(body, job.symbol, job.span);
    case "expirations":
    case "setups":
      throw new Error("not on the list");
    default:
      return job satisfies never;
  }
}

/**
 * This API needs the first day, which depends on the day of the call. The key does not contain it.
 */
function setSpan(parameters: URLSearchParams, span: Span, now: number): void {
  const start = new Date(now - SPAN_DAYS[span] * 86_400_000);
  parameters.delete("window");
  parameters.set("start", start.toISOString().slice(0, 10));
}
