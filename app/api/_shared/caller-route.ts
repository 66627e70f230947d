import type { z } from "zod";
import { answerBySecondary, refuseDeployments } from "@/app/api/_shared/answer-by-secondary";
import { RefusalError } from "@/app/api/_shared/answer-snapshot";
import type { CallerContext } from "@/app/api/_shared/caller-context";
import { deskRoute } from "@/app/api/_shared/route-to-desk";
import type { ProblemSlug } from "@/lib/contract/problem";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { admit } from "@/lib/http/request/admit";
import type { OwnQuery } from "@/lib/http/route";
import { runtime } from "@/lib/runtime/runtime";

type Options = {
  /**
   * What a secondary does. `asks`: the primary answers, or nobody. `copies`: the primary answers, else
   * the handler, from saved data. `here`: the handler answers.
   */
  onSecondary?: "asks" | "copies" | "here";
};

/**
 * Wraps a handler that needs the caller: checks the key, or origin and access, first, and sends
 * the caller's cookie with the answer. On a secondary the primary answers. Throws ProblemError
 * (forbidden, unauthorized, on a secondary primary-unavailable) and the handler's errors.
 */
export function callerRoute<
  Parameters,
  Schema extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(
  handler: (
    ask: CallerContext<z.output<Schema>>,
    parameters: Parameters,
  ) => Promise<Response> | Response,
  query?: Schema | OwnQuery,
  { onSecondary = "asks" }: Options = {},
): (request: Request, context: { params: Promise<Parameters> }) => Promise<Response> {
  return deskRoute<Parameters, Schema>(async (ask, parameters) => {
    const { desk, callers, origin, clock, primary, noteHeartbeat } = await runtime();
    if (primary) refuseDeployments(ask.request);
    const keyIn = query && "keyIn" in query ? query.keyIn : null;
    const credential = keyIn === null ? null : ask.url.searchParams.get(keyIn);
    const { headers, ...admitted } = await admit(ask.request, { callers, origin, credential });
    const count = async () => {
      const flood = await callers.countRequest(admitted.caller, admitted.isNewCookie);
      if (!flood.allowed) throw tooManyRequests(flood.retryAfterSeconds);
    };
    const given = { ...ask, desk, clock, noteHeartbeat, ...admitted, count };
    const here = { ...given, isCounted: false, isFromCopies: false };
    try {
      const answer =
        primary && onSecondary !== "here"
          ? await answerBySecondary({ ...given, primary }, onSecondary === "copies", (how) =>
              handler({ ...given, ...how }, parameters),
            )
          : await handler(here, parameters);
      for (const [name, value] of Object.entries(headers)) answer.headers.append(name, value);
      return answer;
    } catch (error) {
      throw isCounted(error) ? withHeaders(error, headers) : error;
    }
  }, query);
}

function tooManyRequests(retryAfterSeconds: number): ProblemError {
  const detail = "Too many requests from this browser or network. Wait a moment.";
  return new ProblemError("too-many-requests", detail, { retryAfterSeconds });
}

/** Refusals of requests that were not counted, or were over the limit. */
const UNCOUNTED: readonly ProblemSlug[] = ["not-offered", "store-unavailable", "too-many-requests"];

/**
 * Whether the request was counted. Only then is the cookie sent, so that a client cannot collect
 * cookies from refusals.
 */
function isCounted(error: unknown): error is RefusalError {
  return error instanceof RefusalError && !UNCOUNTED.includes(error.slug);
}

function withHeaders({ slug, detail, extra }: RefusalError, headers: Record<string, string>) {
  return new ProblemError(slug, detail, { ...extra, headers: { ...extra.headers, ...headers } });
}
