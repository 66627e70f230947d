import { connection } from "next/server";
import { jsonAnswer } from "@/lib/http/answer";
import { methodNotAllowed, optionsAnswer, route } from "@/lib/http/route";
import { isShuttingDown } from "@/lib/http/shutdown";
import { runtime } from "@/lib/runtime";

/** Whether this process can do its work: its store answers and keeps what it is given. */
export const GET = route(async () => {
  await connection();
  const output = isShuttingDown() ? "going down" : await (await runtime()).storeTrouble();
  const body = output === null ? { status: "pass" } : { status: "fail", output };
  return jsonAnswer(body, {
    status: output === null ? 200 : 503,
    headers: { "content-type": "application/health+json" },
  });
});

const ALLOW = "GET, HEAD";
export const HEAD = GET;
export const OPTIONS = optionsAnswer(ALLOW);
export const POST = methodNotAllowed(ALLOW);
export const PUT = methodNotAllowed(ALLOW);
export const PATCH = methodNotAllowed(ALLOW);
export const DELETE = methodNotAllowed(ALLOW);
