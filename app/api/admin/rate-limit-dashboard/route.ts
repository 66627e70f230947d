import { z } from "zod";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { rangeSchema } from "@/lib/contract/dashboard";
import { jsonAnswer } from "@/lib/http/answer";
import { otherMethods, route } from "@/lib/http/route";

const dashboardQuery = z.object({ range: rangeSchema.optional() });

/** What the control room shows. Free: never a slot, never a call. */
export const GET = route(async ({ request, query }) => {
  const { controlRoom, session } = await guardAdmin(request);
  return jsonAnswer(await controlRoom.readDashboard(session, query.range ?? "15m"));
}, dashboardQuery);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
