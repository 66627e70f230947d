import { ProblemError } from "@/lib/http/answer/problem-error";
import { guardOrigin } from "./origin";

/** What `admit` needs of the callers service. */
type Doorkeeper<Caller> = {
  identify(headers: Headers): { caller: Caller; setCookie: string | null; admitted: boolean };
};

export type Admitted<Caller> = {
  caller: Caller;
  isNewCookie: boolean;
  /** Headers to send with the response: the caller's cookie, on a first visit. */
  headers: Record<string, string>;
};

/**
 * Identifies the caller after checking origin and access. Throws ProblemError: forbidden,
 * unauthorized.
 */
export function admit<Caller>(
  request: Request,
  { callers, origin }: { callers: Doorkeeper<Caller>; origin: string | null },
): Admitted<Caller> {
  guardOrigin(request, origin);
  const { caller, setCookie, admitted } = callers.identify(request.headers);
  if (!admitted) {
    throw new ProblemError("unauthorized", "Sign in at /enter first.");
  }
  const headers: Record<string, string> = setCookie === null ? {} : { "set-cookie": setCookie };
  return { caller, isNewCookie: setCookie !== null, headers };
}
