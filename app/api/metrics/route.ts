import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { textAnswer } from "@/lib/http/answer/answer";
import { OPEN_METRICS_TYPE, openMetricsText } from "@/lib/http/answer/open-metrics";
import { otherMethods } from "@/lib/http/route";

/** Metrics for a collector, as OpenMetrics text. Free. */
export const GET = deskRoute(async ({ request }) => {
  const { controlRoom, session } = await guardAdmin(request);
  const families = await controlRoom.readMetrics(session);
  return textAnswer(openMetricsText(families), { "content-type": OPEN_METRICS_TYPE });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
