import { connection } from "next/server";
import { jsonAnswer } from "@/lib/http/answer";
import { otherMethods, route } from "@/lib/http/route";

/** The process answers; nothing it depends on is looked at. */
export const GET = route(async () => {
  await connection();
  return jsonAnswer({ status: "pass" });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
