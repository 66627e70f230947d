import { connection } from "next/server";
import { jsonAnswer } from "@/lib/http/answer";
import { openApiDocument } from "@/lib/http/openapi";
import { methodNotAllowed, optionsAnswer, route } from "@/lib/http/route";

/** The API described by the schemas that it parses and answers with. */
export const GET = route(async () => {
  await connection();
  return jsonAnswer(openApiDocument());
});

const ALLOW = "GET, HEAD";
export const HEAD = GET;
export const OPTIONS = optionsAnswer(ALLOW);
export const POST = methodNotAllowed(ALLOW);
export const PUT = methodNotAllowed(ALLOW);
export const PATCH = methodNotAllowed(ALLOW);
export const DELETE = methodNotAllowed(ALLOW);
