import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { CallerContext } from "@/app/api/_shared/caller-context";
import { errorAnswer } from "@/lib/http/route";

const STILL_QUEUED =
  "Still queued. Ask again with the same arguments after the estimated wait: the request keeps its " +
  "place and costs nothing more.";

/** Turns an answer of the HTTP API into that of a tool. A problem is an error of the tool. */
export async function toolAnswer(
  { requestId }: Pick<CallerContext<unknown>, "requestId">,
  answered: Promise<Response>,
): Promise<CallToolResult> {
  const answer = await answered.catch((error: unknown) => errorAnswer(error, requestId));
  const texts = [await answer.text(), ...(answer.status === 202 ? [STILL_QUEUED] : [])];
  return {
    content: texts.map((text) => ({ type: "text", text })),
    isError: answer.status >= 400,
  };
}
