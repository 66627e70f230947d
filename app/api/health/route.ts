import { connection } from "next/server";
import { jsonAnswer } from "@/lib/http/answer";
import { methodNotAllowed, optionsAnswer, route } from "@/lib/http/route";

/** The process answers; nothing it depends on is looked at. */
export const GET = route(async () => {
  await connection();
  return jsonAnswer({ status: "pass" });
});

const ALLOW = "GET, HEAD";
export const HEAD = GET;
export const OPTIONS = optionsAnswer(ALLOW);
export const POST = methodNotAllowed(ALLOW);
export const PUT = methodNotAllowed(ALLOW);
export const PATCH = methodNotAllowed(ALLOW);
export const DELETE = methodNotAllowed(ALLOW);
