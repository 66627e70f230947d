import { connection } from "next/server";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { otherMethods, route } from "@/lib/http/route";

/** Reports that the process responds. Does not check the store or the upstream. */
export const GET = route(async () => {
  await connection();
  return jsonAnswer({ status: "pass" });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
