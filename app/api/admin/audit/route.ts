import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { otherMethods } from "@/lib/http/route";

/** What admins did, newest first. */
export const GET = deskRoute(async ({ request }) => {
  const { controlRoom, session } = await guardAdmin(request);
  return jsonAnswer({ entries: await controlRoom.readAudit(session) });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
