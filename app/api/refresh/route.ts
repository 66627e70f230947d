import { after } from "next/server";
import { refusalError } from "@/app/api/answer-snapshot";
import { parseSymbols } from "@/app/api/parse-symbols";
import { refreshRequestSchema } from "@/lib/contract/refresh";
import { REFRESH_SYMBOLS_MAX } from "@/lib/contract/refresh-limit";
import { nameWanted } from "@/lib/contract/wanted";
import { admit } from "@/lib/http/admit";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer";
import { readJson } from "@/lib/http/body";
import { ProblemError } from "@/lib/http/problem-error";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** Refresh selected: what is due enters the line together, for one interval. */
export const POST = route(async ({ request }) => {
  const { desk, callers, origin } = await runtime();
  const { caller, isNewCookie, headers } = admit(request, { callers, origin });
  const { symbols, resource, ...choice } = await readJson(request, refreshRequestSchema);
  const parsed = parseSymbols(symbols, REFRESH_SYMBOLS_MAX, "at once");
  const { named, duplicates } = parsed;
  const wanted = named.flatMap((symbol) => nameWanted(resource, symbol, choice) ?? []);
  if (wanted.length === 0) {
    throw new ProblemError("invalid-request", `No such choice belongs to ${resource}.`);
  }
  const asked = { wanted, caller, isNewCookie, signal: () => request.signal };
  const reply = await desk.refreshSelected(asked);
  if (reply.kind === "refused") throw refusalError(reply, headers);
  after(() => desk.idle());
  const { tickets, fresh, cost, estimatedWaitSeconds, left, quota } = reply;
  const refused = left.map(({ symbol, detail }) => ({
    pointer: `/symbols/${parsed.indexOf(symbol)}`,
    detail,
  }));
  const malformed = parsed.malformed.map(({ pointer, detail }) => ({ pointer, detail }));
  const rejected = [...malformed, ...refused];
  const body = { tickets, fresh, rejected, duplicates, cost, estimatedWaitSeconds };
  return jsonAnswer(body, { status: 202, headers: { ...quotaHeaders(quota), ...headers } });
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
