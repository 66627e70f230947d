import { z } from "zod";
import { httpPolicy } from "@/lib/policy";
import { emptyAnswer } from "./answer";
import { API_CACHE_CONTROL } from "./cache-control";
import { problemAnswer, problemResponse } from "./problem-answer";
import { ProblemError } from "./problem-error";
import { guardUrl, readQuery } from "./query";
import { systemLog } from "./system-log";

/** What a handler is given: the request, its id, and its address with the query parsed. */
export type Ask<Query> = { request: Request; requestId: string; url: URL; query: Query };

const noQuery = z.object({});

/**
 * Wraps a handler: request id, guarded address, strict query, and every thrown thing mapped to a
 * problem. `query` is an object schema of strings; without it no parameter is accepted.
 * `parameters` are the path's, as Next gives them.
 */
export function route<Parameters, Schema extends z.ZodObject = typeof noQuery>(
  handler: (ask: Ask<z.output<Schema>>, parameters: Parameters) => Promise<Response> | Response,
  query?: Schema,
): (request: Request, context: { params: Promise<Parameters> }) => Promise<Response> {
  return async (request, context) => {
    const requestId = crypto.randomUUID();
    try {
      const url = new URL(request.url);
      guardUrl(url);
      const parsed = readQuery(url, query ?? noQuery) as z.output<Schema>;
      const answer = await handler(
        { request, requestId, url, query: parsed },
        await context.params,
      );
      return withStandardHeaders(answer, requestId);
    } catch (error) {
      return answerOf(error, requestId);
    }
  };
}

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/**
 * What a route answers to the methods it does not offer, to be taken apart:
 * `export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD")`. Without them Next
 * answers 405 without Allow.
 */
export function otherMethods(allow: string): Record<Method, () => Response> {
  const refuse = () =>
    problemResponse("method-not-allowed", `Offered here: ${allow}.`, { headers: { allow } });
  const tell = () =>
    emptyAnswer({ allow: `${allow}, OPTIONS`, "x-request-id": crypto.randomUUID() });
  const refused = { GET: refuse, HEAD: refuse, POST: refuse, PUT: refuse, PATCH: refuse };
  return { ...refused, DELETE: refuse, OPTIONS: tell };
}

/** The one place where what was thrown becomes an answer. */
function answerOf(error: unknown, requestId: string): Response {
  if (error instanceof ProblemError) return problemAnswer(error, requestId);
  const name = error instanceof Error ? error.name : typeof error;
  // By name: the store's room is not this one's to import.
  if (name === "StoreFault") {
    systemLog().warn("the store failed", { requestId, error });
    return problemResponse("store-unavailable", "The shared store is not answering. Try again.", {
      requestId,
      retryAfterSeconds: httpPolicy.storeRetrySeconds,
    });
  }
  systemLog().error("a handler failed", { requestId, error });
  return problemResponse("internal", "It is noted here under the request's id.", { requestId });
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
