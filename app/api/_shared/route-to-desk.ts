import { after } from "next/server";
import type { z } from "zod";
import { type OwnQuery, type RequestContext, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime/runtime";

export type DeskContext<Query> = RequestContext<Query> & {
  /** Keeps the process awake for `work` too, which starts after the answer. */
  stayFor(work: () => Promise<void>): void;
};

/**
 * Wraps a handler that uses the desk, so that its process may make API calls for any caller. Before
 * the handler starts, it asks the platform to keep this process awake until the handler has ended
 * and no call is in flight here, even if the handler throws or its client leaves. If a platform
 * stopped a process with a call in flight, everyone who waits for that call would wait for `hold`.
 */
export function deskRoute<
  Parameters,
  Schema extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(
  handler: (
    ask: DeskContext<z.output<Schema>>,
    parameters: Parameters,
  ) => Promise<Response> | Response,
  query?: Schema | OwnQuery,
): (request: Request, context: { params: Promise<Parameters> }) => Promise<Response> {
  return route<Parameters, Schema>((ask, parameters) => {
    const works: (() => Promise<void>)[] = [];
    let handled: Promise<unknown> = Promise.resolve();
    after(async () => {
      await handled.catch(() => undefined);
      await Promise.allSettled(works.map((work) => work()));
      await (await runtime()).desk.idle();
    });
    const stayFor = (work: () => Promise<void>) => void works.push(work);
    const answer = (async () => handler({ ...ask, stayFor }, parameters))();
    handled = answer;
    return answer;
  }, query);
}
