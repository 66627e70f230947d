import type { Clock } from "@/lib/clock";
import type { Job } from "@/lib/contract/job";
import { type Span, spanSchema } from "@/lib/contract/wanted";
import { type BodyOutcome, outcomeOf } from "./call-outcome";
import { asNamed, createJobNames, type Endpoint } from "./endpoints";
import { callHttp } from "./http-call";
import { SPAN_DAYS } from "./span-days";
import type { Upstream } from "./upstream";
import { readV1Curve } from "./v1-curve";
import { readV1Gex } from "./v1-gex";
import { readV1History } from "./v1-history";

type V1Options = {
  /** `https://stocks.tradingvolatility.net/api` */
  baseUrl: string;
  /** The subscription's id. It travels in the query, so the address must never be shown. */
  username: string;
  clock: Pick<Clock, "now">;
  /** Ends a call this long after it began, whatever the signal does. */
  timeoutMs?: number;
};

/** The allow-list of the older API. It has no expirations. */
const ENDPOINTS: readonly Endpoint[] = [
  { resource: "gex", address: "/gex/latest?ticker={symbol}", window: "account" },
  {
    resource: "curve",
    address: "/gex/gammaOI?ticker={symbol}{choice}",
    window: "realtime",
    choices: { combined: "", nearest: "&exp=1", first_monthly: "&exp=2" },
    datePrefix: "&exp=",
  },
  {
    resource: "history",
    address: "/gex/history?ticker={symbol}&window={choice}",
    window: "account",
    choices: asNamed(spanSchema.options),
  },
];

/** The older API: `GET {base}/gex/latest`, the credential in the query, every value a string. */
export function createV1Upstream({ baseUrl, username, clock, timeoutMs }: V1Options): Upstream {
  const base = new URL(baseUrl).href.replace(/\/+$/, "");
  return {
    name: "v1",
    ...createJobNames("v1", ENDPOINTS),
    async call(job, signal) {
      const url = new URL(`${base}${job.key.slice("v1:".length)}`);
      url.searchParams.set("format", "JSON");
      if (job.resource === "history") tellSpan(url, job.span, clock.now());
      url.searchParams.set("username", username);
      const end = await callHttp({ url, headers: {}, signal, timeoutMs });
      return outcomeOf(end, (body) => readBody(body, job));
    },
  };
}

function readBody(body: string, job: Job): BodyOutcome {
  switch (job.resource) {
    case "gex":
      return readV1Gex(body, job.symbol);
    case "curve":
      return readV1Curve(body, job.symbol, job.expiry);
    case "history":
      return readV1History(body, job.symbol, job.span);
    case "expirations":
      throw new Error("not on the list");
    default:
      return job satisfies never;
  }
}

/** This API wants the first day, which moves with the day of the call; the key does not. */
function tellSpan(url: URL, span: Span, now: number): void {
  const start = new Date(now - SPAN_DAYS[span] * 86_400_000);
  url.searchParams.delete("window");
  url.searchParams.set("start", start.toISOString().slice(0, 10));
}
