import { after } from "next/server";
import { refusalError } from "@/app/api/answer-snapshot";
import { parseSymbol } from "@/lib/contract/parse-symbol";
import { refreshRequestSchema } from "@/lib/contract/refresh";
import { REFRESH_SYMBOLS_MAX } from "@/lib/contract/refresh-limit";
import { nameWanted } from "@/lib/contract/wanted";
import { admit } from "@/lib/http/admit";
import { jsonAnswer } from "@/lib/http/answer";
import { readJson } from "@/lib/http/body";
import { ProblemError } from "@/lib/http/problem-error";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

const MALFORMED = "This is not a ticker symbol.";

/** Refresh selected: what is due enters the line together, for one interval. */
export const POST = route(async ({ request }) => {
  const { desk, callers, origin } = await runtime();
  const { caller, isNewCookie, headers } = admit(request, { callers, origin });
  const { symbols, resource, ...choice } = await readJson(request, refreshRequestSchema);
  if (symbols.length > REFRESH_SYMBOLS_MAX) {
    throw new ProblemError("unprocessable", `At most ${REFRESH_SYMBOLS_MAX} symbols at once.`);
  }
  const parsed = symbols.map(parseSymbol);
  const named = [...new Set(parsed.filter((symbol) => symbol !== null))];
  const malformed = parsed.flatMap((symbol, index) =>
    symbol === null ? [{ pointer: `/symbols/${index}`, detail: MALFORMED }] : [],
  );
  if (named.length === 0) {
    throw new ProblemError("unprocessable", "None of these is a ticker symbol.", {
      errors: malformed,
    });
  }
  const wanted = named.flatMap((symbol) => nameWanted(resource, symbol, choice) ?? []);
  if (wanted.length === 0) {
    throw new ProblemError("invalid-request", `No such choice belongs to ${resource}.`);
  }
  const asked = { wanted, caller, isNewCookie, signal: () => request.signal };
  const reply = await desk.refreshSelected(asked);
  if (reply.kind === "refused") throw refusalError(reply);
  after(() => desk.idle());
  const { tickets, fresh, cost, estimatedWaitSeconds, left } = reply;
  const refused = left.map(({ symbol, detail }) => ({
    pointer: `/symbols/${parsed.indexOf(symbol)}`,
    detail,
  }));
  const rejected = [...malformed, ...refused];
  const body = { tickets, fresh, rejected, cost, estimatedWaitSeconds };
  return jsonAnswer(body, { status: 202, headers });
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
