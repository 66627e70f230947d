import { connection } from "next/server";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { isShuttingDown } from "@/lib/http/process/shutdown";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime/runtime";

/** Whether this process should receive traffic: its store responds and accepts writes. */
export const GET = route(async () => {
  await connection();
  const output = isShuttingDown() ? "shutting down" : await (await runtime()).storeTrouble();
  const body = output === null ? { status: "pass" } : { status: "fail", output };
  return jsonAnswer(body, {
    status: output === null ? 200 : 503,
    headers: { "content-type": "application/health+json" },
  });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
