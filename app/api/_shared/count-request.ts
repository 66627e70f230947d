import { ProblemError } from "@/lib/http/answer/problem-error";
import type { Admitted } from "@/lib/http/request/admit";
import type { Runtime } from "@/lib/runtime/runtime";

type Callers = Runtime["callers"];

/** Counts a request against the flood limits. Throws ProblemError too-many-requests. */
export async function countRequest(
  callers: Callers,
  { caller, isNewCookie }: Omit<Admitted<Parameters<Callers["countRequest"]>[0]>, "headers">,
): Promise<void> {
  const flood = await callers.countRequest(caller, isNewCookie);
  if (flood.allowed) return;
  const { retryAfterSeconds } = flood;
  const detail = "Too many requests from this browser or network. Wait a moment.";
  throw new ProblemError("too-many-requests", detail, { retryAfterSeconds });
}
