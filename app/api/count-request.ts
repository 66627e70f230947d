import type { Admitted } from "@/lib/http/admit";
import { ProblemError } from "@/lib/http/problem-error";
import type { Runtime } from "@/lib/runtime";

type Callers = Runtime["callers"];

/** Floods are counted where a request reaches the store. Throws ProblemError too-many-requests. */
export async function countRequest(
  callers: Callers,
  { caller, isNewCookie }: Admitted<Parameters<Callers["countRequest"]>[0]>,
): Promise<void> {
  const flood = await callers.countRequest(caller, isNewCookie);
  if (flood.allowed) return;
  const { retryAfterSeconds } = flood;
  const detail = "Too many requests came from here. Wait a moment.";
  throw new ProblemError("too-many-requests", detail, { retryAfterSeconds });
}
