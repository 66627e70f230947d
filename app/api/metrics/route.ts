import { after } from "next/server";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { textAnswer } from "@/lib/http/answer";
import { OPEN_METRICS_TYPE, openMetricsText } from "@/lib/http/open-metrics";
import { otherMethods, route } from "@/lib/http/route";

/** Figures for a collector, as OpenMetrics text. Free. */
export const GET = route(async ({ request }) => {
  const { controlRoom, desk, session } = await guardAdmin(request);
  const families = await controlRoom.readMetrics(session);
  after(() => desk.flush());
  return textAnswer(openMetricsText(families), { "content-type": OPEN_METRICS_TYPE });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
