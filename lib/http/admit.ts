import { guardOrigin } from "./origin";
import { ProblemError } from "./problem-error";

/** What the door needs of whoever knows the callers. */
type Doorkeeper<Caller> = {
  identify(headers: Headers): { caller: Caller; setCookie: string | null; admitted: boolean };
};

export type Admitted<Caller> = {
  caller: Caller;
  isNewCookie: boolean;
  /** To be sent with the answer: the caller's cookie, on a first visit. */
  headers: Record<string, string>;
};

/** Who asks, once origin and access allow it. Throws ProblemError: forbidden, unauthorized. */
export function admit<Caller>(
  request: Request,
  { callers, origin }: { callers: Doorkeeper<Caller>; origin: string | null },
): Admitted<Caller> {
  guardOrigin(request, origin);
  const { caller, setCookie, admitted } = callers.identify(request.headers);
  if (!admitted) {
    throw new ProblemError("unauthorized", "Give the passphrase at /enter first.");
  }
  const headers: Record<string, string> = setCookie === null ? {} : { "set-cookie": setCookie };
  return { caller, isNewCookie: setCookie !== null, headers };
}
