import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { textAnswer } from "@/lib/http/answer/answer";
import { OPEN_METRICS_TYPE, openMetricsText } from "@/lib/http/answer/open-metrics";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { admit } from "@/lib/http/request/admit";
import { presentedKey } from "@/lib/http/request/presented-key";
import { otherMethods } from "@/lib/http/route";
import { runtime } from "@/lib/runtime/runtime";

/** Metrics for a collector, as OpenMetrics text. Free. */
export const GET = deskRoute(async ({ request }) => {
  const { controlRoom } = await runtime();
  const families = await controlRoom.readMetrics(await readerOf(request));
  return textAnswer(openMetricsText(families), { "content-type": OPEN_METRICS_TYPE });
});

/** The caller of a metrics key, else the session of an admin. */
async function readerOf(request: Request) {
  if (presentedKey(request.headers) === null) return (await guardAdmin(request)).session;
  const { callers, origin } = await runtime();
  const { caller } = await admit(request, { callers, origin, roles: ["metrics"] });
  const flood = await callers.countRequest(caller, false);
  if (flood.allowed) return caller;
  const { retryAfterSeconds } = flood;
  throw new ProblemError("too-many-requests", "Too many requests with this key. Wait a moment.", {
    retryAfterSeconds,
  });
}

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
