import { guardAdmin } from "@/app/api/admin/guard-admin";
import { jsonAnswer } from "@/lib/http/answer";
import { otherMethods, route } from "@/lib/http/route";

/** What admins did, newest first. */
export const GET = route(async ({ request }) => {
  const { controlRoom, session } = await guardAdmin(request);
  return jsonAnswer({ entries: await controlRoom.readAudit(session) });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
