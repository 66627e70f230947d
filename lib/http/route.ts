import { z } from "zod";
import { SENT_QUERY_HEADER } from "@/lib/environment/inner-headers";
import { emptyAnswer } from "@/lib/http/answer/answer";
import { API_CACHE_CONTROL } from "@/lib/http/answer/cache-control";
import { problemAnswer, problemResponse } from "@/lib/http/answer/problem-answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { systemLog } from "@/lib/http/log/system-log";
import { droppedNames, guardUrl, readQuery } from "@/lib/http/request/query";
import { httpPolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";

/** What a handler receives: the request, its id, its URL and the parsed query. */
export type RequestContext<Query> = { request: Request; requestId: string; url: URL; query: Query };

const noQuery = z.object({});

/** The handler reads the query itself: it has the names of another API. */
export type OwnQuery = {
  /** The parameter in which that API gets its key. Any other one that holds a key is refused. */
  keyIn: string;
};

/**
 * Wraps a handler: request id, guarded address, strict query, and errors turned into problems.
 * `query` is an object schema of strings; without it no parameter is accepted. `parameters` are the
 * path's, from Next.
 */
export function route<Parameters, Schema extends z.ZodObject = typeof noQuery>(
  handler: (
    ask: RequestContext<z.output<Schema>>,
    parameters: Parameters,
  ) => Promise<Response> | Response,
  query?: Schema | OwnQuery,
): (request: Request, context: { params: Promise<Parameters> }) => Promise<Response> {
  return async (request, context) => {
    const requestId = crypto.randomUUID();
    try {
      const url = new URL(request.url);
      const isOwn = query !== undefined && "keyIn" in query;
      guardUrl(url, isOwn ? query.keyIn : undefined);
      const parameters = await context.params;
      const dropped = droppedNames(url, request.headers.get(SENT_QUERY_HEADER), parameters);
      const schema = query === undefined || isOwn ? noQuery : query;
      const parsed = readQuery(isOwn ? NO_QUERY : url, schema, dropped) as z.output<Schema>;
      const answer = await handler({ request, requestId, url, query: parsed }, parameters);
      return withStandardHeaders(answer, requestId);
    } catch (error) {
      return errorAnswer(error, requestId);
    }
  };
}

const NO_QUERY = new URL("http://query.invalid");

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/**
 * Handlers for the methods that a route does not offer, to be destructured: `export const { POST,
 * PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD")`. Without them Next answers 405 without
 * Allow.
 */
export function otherMethods(allow: string): Record<Method, () => Response> {
  const refuse = () =>
    problemResponse("method-not-allowed", `Allowed methods: ${allow}.`, { headers: { allow } });
  const describe = () =>
    emptyAnswer({ allow: `${allow}, OPTIONS`, "x-request-id": crypto.randomUUID() });
  const refused = { GET: refuse, HEAD: refuse, POST: refuse, PUT: refuse, PATCH: refuse };
  return { ...refused, DELETE: refuse, OPTIONS: describe };
}

/** The only place that turns a thrown error into a response. */
export function errorAnswer(error: unknown, requestId: string): Response {
  if (error instanceof ProblemError) return problemAnswer(error, requestId);
  if (error instanceof StoreFault) {
    systemLog().warn("the store failed", { requestId, error });
    return problemResponse(
      "store-unavailable",
      "Gammagate can't reach its database (Redis). Try again.",
      {
        requestId,
        retryAfterSeconds: httpPolicy.storeRetrySeconds,
      },
    );
  }
  systemLog().error("a handler failed", { requestId, error });
  return problemResponse("internal", "The error is in the log under the request ID.", {
    requestId,
  });
}

function withStandardHeaders(answer: Response, requestId: string): Response {
  const missing = [
    ["x-request-id", requestId],
    ["cache-control", API_CACHE_CONTROL],
  ] as const;
  for (const [name, value] of missing) {
    if (!answer.headers.has(name)) answer.headers.set(name, value);
  }
  return answer;
}
