import { jsonAnswer } from "@/lib/http/answer/answer";
import { openApiDocument } from "@/lib/http/openapi/openapi";
import { admit } from "@/lib/http/request/admit";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime/runtime";

/** The OpenAPI document, generated from the schemas of the routes. */
export const GET = route(async ({ request }) => {
  // Not counted, so it sets no cookie.
  await admit(request, await runtime());
  return jsonAnswer(openApiDocument());
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
