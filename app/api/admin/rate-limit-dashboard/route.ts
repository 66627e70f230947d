import { z } from "zod";
import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { type Guarded, guardAdmin } from "@/app/api/admin/guard-admin";
import { tableCsv } from "@/components/admin/room/room-csv";
import { dashboardTableSchema, type Range, rangeSchema } from "@/lib/contract/admin/dashboard";
import { jsonAnswer, textAnswer } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { wantsEventStream } from "@/lib/http/request/accept";
import { otherMethods } from "@/lib/http/route";
import { eventStream, type StreamEvent } from "@/lib/http/streams/event-stream";

export const maxDuration = 300;

const dashboardQuery = z.object({
  range: rangeSchema.optional(),
  format: z.enum(["json", "csv"]).optional(),
  table: dashboardTableSchema.optional(),
});

/** The data of the Admin page: as JSON, as CSV, or as events. Free. */
export const GET = deskRoute(async ({ request, query }) => {
  const guarded = await guardAdmin(request);
  const { controlRoom, session, clock } = guarded;
  const { range = "15m", format, table } = query;
  if ((format === "csv") !== (table !== undefined)) {
    throw new ProblemError("invalid-request", "format=csv and table must be sent together.");
  }
  if (format === undefined && wantsEventStream(request.headers)) {
    const source = (signal: AbortSignal) => updates(guarded, range, signal);
    const id = `admin ${session.id}`;
    return eventStream(source, { request, holder: { id, house: id, isAdmin: true }, clock });
  }
  const dashboard = await controlRoom.readDashboard(session, range);
  if (table === undefined) return jsonAnswer(dashboard);
  const { name, text } = tableCsv(dashboard, table);
  return textAnswer(text, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="gammagate-${name}.csv"`,
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
