import { connection } from "next/server";
import { jsonAnswer } from "@/lib/http/answer";
import { otherMethods, route } from "@/lib/http/route";
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

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
