import { refusalError } from "@/app/api/_shared/answer-snapshot";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { parseSymbols } from "@/app/api/_shared/parse-symbols";
import { nameWanted } from "@/lib/contract/market/name-wanted";
import { refreshRequestSchema } from "@/lib/contract/queue/refresh";
import { REFRESH_SYMBOLS_MAX } from "@/lib/contract/quota/refresh-limit";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { readJson } from "@/lib/http/request/body";
import { otherMethods } from "@/lib/http/route";

/** Refreshes the selected symbols. Together they use one refresh interval. */
export const POST = callerRoute(async ({ request, desk, caller, isNewCookie }) => {
  const { symbols, resource, ...choice } = await readJson(request, refreshRequestSchema);
  const parsed = parseSymbols(symbols, REFRESH_SYMBOLS_MAX, "per request");
  const { named, duplicates } = parsed;
  const wanted = named.flatMap((symbol) => nameWanted(resource, symbol, choice) ?? []);
  if (wanted.length === 0) {
    throw new ProblemError("invalid-request", `${resource} does not take this expiry or window.`);
  }
  const asked = { wanted, caller, isNewCookie, signal: () => request.signal };
  const reply = await desk.refreshSelected(asked);
  if (reply.kind === "refused") throw refusalError(reply);
  const { tickets, fresh, cost, estimatedWaitSeconds, left, quota } = reply;
  const refused = left.map(({ symbol, detail }) => ({
    pointer: `/symbols/${parsed.indexOf(symbol)}`,
    detail,
  }));
  const malformed = parsed.malformed.map(({ pointer, detail }) => ({ pointer, detail }));
  const rejected = [...malformed, ...refused];
  const body = { tickets, fresh, rejected, duplicates, cost, estimatedWaitSeconds };
  return jsonAnswer(body, { status: 202, headers: quotaHeaders(quota) });
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
