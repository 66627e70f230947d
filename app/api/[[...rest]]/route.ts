import { refusalOf } from "@/lib/http/preflight-refusal";
import { ProblemError } from "@/lib/http/problem-error";
import { route } from "@/lib/http/route";

/** Every address under /api that nothing else answers, and those the preflight refused. */
const refuse = route((_ask, { rest = [] }: { rest?: string[] }) => {
  const refusal = refusalOf(rest);
  if (refusal === null) throw new ProblemError("not-found", "No such address under /api.");
  throw new ProblemError(refusal.slug, refusal.detail, { headers: refusal.headers });
});

export const GET = refuse;
export const HEAD = refuse;
export const POST = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
