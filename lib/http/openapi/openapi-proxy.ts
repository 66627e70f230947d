import { httpPolicy } from "@/lib/policy";
import type { DescribedAnswer, Operation, Parameter } from "./openapi-operation";

const PATH: Parameter = {
  name: "path",
  in: "path",
  required: true,
  description:
    "An address of the API after its base: v2/tickers/SPY, v2/tickers/SPY/levels, gex/latest. It takes that address's own query parameters",
  schema: { type: "string", examples: ["v2/tickers/SPY", "gex/latest"] },
};

const WAIT: Parameter = {
  name: "wait",
  in: "query",
  description: "Seconds to wait in the queue, also as `Prefer: wait=N`",
  schema: {
    type: "integer",
    minimum: 0,
    maximum: httpPolicy.waitMaxSeconds,
    default: httpPolicy.proxyWaitDefaultSeconds,
  },
};

const USERNAME: Parameter = {
  name: "username",
  in: "query",
  description: "Access key, in the place where v1 takes the user name",
  schema: { type: "string" },
};

const failure = (description: string): DescribedAnswer => ({
  description: `${description}. The body has the form of the API's own errors`,
  type: "application/json",
});

/** Trading Volatility's own addresses, for its clients. */
export const PROXY_OPERATION: Operation = {
  path: "/api/tv/{path}",
  method: "get",
  id: "readUpstream",
  summary: "Trading Volatility's own addresses and bodies, through cache and queue",
  parameters: [PATH, WAIT, USERNAME],
  answers: {
    200: {
      description: "The API's reply as sent",
      type: "*/*",
      headers: ["Age", "Cache-Status", "X-Gammagate-As-Of"],
    },
    400: failure("A parameter that the API does not have"),
    401: failure("No valid access key"),
    403: failure("The access key does not allow this"),
    404: failure("Unknown address, symbol or API version"),
    429: {
      ...failure("Still queued: ask again and the request keeps its place"),
      headers: ["Retry-After"],
    },
    502: failure("The API failed"),
    503: failure("API calls are paused, or the database does not respond"),
    504: failure("The API took too long"),
  },
  problems: [],
};
