import { connection } from "next/server";
import { jsonAnswer } from "@/lib/http/answer";
import { openApiDocument } from "@/lib/http/openapi";
import { otherMethods, route } from "@/lib/http/route";

/** The API described by the schemas that it parses and answers with. */
export const GET = route(async () => {
  await connection();
  return jsonAnswer(openApiDocument());
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
