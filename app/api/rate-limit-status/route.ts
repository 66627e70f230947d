import { callerRoute } from "@/app/api/_shared/caller-route";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer/answer";
import { otherMethods } from "@/lib/http/route";

/** The shared quota now; on a secondary its primary's. Free. */
export const GET = callerRoute(
  async ({ desk, count }) => {
    await count();
    const quota = await desk.readQuota();
    return jsonAnswer(quota, { headers: quotaHeaders(quota) });
  },
  undefined,
  { onSecondary: "here" },
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
