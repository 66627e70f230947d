import { serveMcp } from "@/app/api/_mcp/serve-mcp";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { problemResponse } from "@/lib/http/answer/problem-answer";
import { presentedKey } from "@/lib/http/request/presented-key";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

const answered = callerRoute<Record<string, never>>(serveMcp);

/** Tools for agents, over MCP (streamable HTTP, without sessions). An agent needs an access key. */
export const POST = async (
  request: Request,
  context: { params: Promise<Record<string, never>> },
) => {
  if (presentedKey(request.headers) !== null) return answered(request, context);
  const detail =
    "Send an access key: Authorization: Bearer gg_… An admin creates keys on /admin/keys.";
  return problemResponse("unauthorized", detail);
};

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
