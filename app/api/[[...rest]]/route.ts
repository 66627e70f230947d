import { ProblemError } from "@/lib/http/answer/problem-error";
import { refusalOf } from "@/lib/http/process/preflight-refusal";
import { route } from "@/lib/http/route";

/** Answers every address under /api that has no route, and requests that the preflight refused. */
const refuse = route((_ask, { rest = [] }: { rest?: string[] }) => {
  const refusal = refusalOf(rest);
  if (refusal === null) throw new ProblemError("not-found", "No API at this address.");
  throw new ProblemError(refusal.slug, refusal.detail, { headers: refusal.headers });
});

export const GET = refuse;
export const HEAD = refuse;
export const POST = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
