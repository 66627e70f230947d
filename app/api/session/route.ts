import { sessionRequestSchema } from "@/lib/contract/session";
import { emptyAnswer } from "@/lib/http/answer";
import { readJson } from "@/lib/http/body";
import { guardOrigin } from "@/lib/http/origin";
import { ProblemError } from "@/lib/http/problem-error";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** Lets this browser in, for the shared passphrase. */
export const POST = route(async ({ request }) => {
  const { callers, membership, loginThrottle, origin } = await runtime();
  guardOrigin(request, origin);
  const { passphrase } = await readJson(request, sessionRequestSchema);
  const { address } = callers.identify(request.headers).caller;
  const attempt = await loginThrottle.takeLogin(address);
  if (!attempt.allowed) {
    const { retryAfterSeconds } = attempt;
    const detail = "Too many wrong passphrases. Wait before the next.";
    throw new ProblemError("too-many-requests", detail, { retryAfterSeconds });
  }
  if (!membership.checkPassphrase(passphrase)) {
    throw new ProblemError("unauthorized", "This is not the passphrase.");
  }
  await loginThrottle.giveLoginBack(address);
  return emptyAnswer({ "set-cookie": membership.memberCookie() });
});

/** Leaves. */
export const DELETE = route(async ({ request }) => {
  const { membership, origin } = await runtime();
  guardOrigin(request, origin);
  return emptyAnswer({ "set-cookie": membership.clearedCookie() });
});
export const { GET, HEAD, PUT, PATCH, OPTIONS } = otherMethods("POST, DELETE");
