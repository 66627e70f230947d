import { takeLogin } from "@/app/api/_shared/take-login";
import { sessionRequestSchema } from "@/lib/contract/visitor/session";
import { emptyAnswer } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { readJson } from "@/lib/http/request/body";
import { guardOrigin } from "@/lib/http/request/origin";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime/runtime";

/** Signs this browser in with the shared passphrase. */
export const POST = route(async ({ request }) => {
  const { callers, membership, loginThrottle, origin } = await runtime();
  guardOrigin(request, origin);
  const { passphrase } = await readJson(request, sessionRequestSchema);
  const login = await takeLogin(request, {
    callers,
    throttle: loginThrottle,
    devices: membership.devices,
    detail: "Too many wrong passphrases. Wait before you try again.",
  });
  if (!membership.checkPassphrase(passphrase)) {
    throw new ProblemError("unauthorized", "Wrong passphrase.");
  }
  return login.succeed(() => emptyAnswer({ "set-cookie": membership.memberCookie() }));
});

/** Signs out. */
export const DELETE = route(async ({ request }) => {
  const { membership, origin } = await runtime();
  guardOrigin(request, origin);
  return emptyAnswer({ "set-cookie": membership.clearedCookie() });
});
export const { GET, HEAD, PUT, PATCH, OPTIONS } = otherMethods("POST, DELETE");
