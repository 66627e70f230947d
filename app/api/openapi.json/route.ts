import { admit } from "@/lib/http/admit";
import { jsonAnswer } from "@/lib/http/answer";
import { openApiDocument } from "@/lib/http/openapi";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** The API described by the schemas that it parses and answers with. */
export const GET = route(async ({ request }) => {
  // Not counted, so it hands out no cookie.
  admit(request, await runtime());
  return jsonAnswer(openApiDocument());
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
