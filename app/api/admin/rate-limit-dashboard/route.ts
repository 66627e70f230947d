import { after } from "next/server";
import { z } from "zod";
import { type Guarded, guardAdmin } from "@/app/api/admin/guard-admin";
import { csvName, dashboardCsv } from "@/app/api/admin/rate-limit-dashboard/dashboard-csv";
import { dashboardTableSchema, type Range, rangeSchema } from "@/lib/contract/dashboard";
import { wantsEventStream } from "@/lib/http/accept";
import { jsonAnswer, textAnswer } from "@/lib/http/answer";
import { eventStream, type StreamEvent } from "@/lib/http/event-stream";
import { ProblemError } from "@/lib/http/problem-error";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 300;

const dashboardQuery = z.object({
  range: rangeSchema.optional(),
  format: z.enum(["json", "csv"]).optional(),
  table: dashboardTableSchema.optional(),
});

/** What the control room shows: at once, as CSV, or as events. Free: never a slot, never a call. */
export const GET = route(async ({ request, query }) => {
  const guarded = await guardAdmin(request);
  const { controlRoom, desk, session, clock } = guarded;
  const { range = "15m", format, table } = query;
  if ((format === "csv") !== (table !== undefined)) {
    throw new ProblemError("invalid-request", "format=csv and table belong together.");
  }
  after(() => desk.flush());
  if (format === undefined && wantsEventStream(request.headers)) {
    const source = (signal: AbortSignal) => updates(guarded, range, signal);
    return eventStream(source, { request, callerId: `admin ${session.id}`, clock });
  }
  const dashboard = await controlRoom.readDashboard(session, range);
  if (table === undefined) return jsonAnswer(dashboard);
  return textAnswer(dashboardCsv(dashboard, table), {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="gammagate-${csvName(dashboard, table)}.csv"`,
  });
}, dashboardQuery);

async function* updates(
  { controlRoom, session }: Guarded,
  range: Range,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const dashboards = controlRoom.streamDashboard(session, range, signal);
  for await (const data of dashboards) yield { event: "dashboard", data };
}

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
