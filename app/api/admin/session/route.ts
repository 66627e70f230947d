import { guardAdmin } from "@/app/api/admin/guard-admin";
import { adminSessionRequestSchema } from "@/lib/contract/admin";
import { emptyAnswer } from "@/lib/http/answer";
import { readJson } from "@/lib/http/body";
import { guardOrigin } from "@/lib/http/origin";
import { ProblemError } from "@/lib/http/problem-error";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** Opens a session, for the admin password. */
export const POST = route(async ({ request, requestId }) => {
  const { callers, admin, adminThrottle, controlRoom, origin } = await runtime();
  guardOrigin(request, origin);
  const { password } = await readJson(request, adminSessionRequestSchema);
  const { address } = callers.identify(request.headers).caller;
  const attempt = await adminThrottle.takeLogin(address);
  if (!attempt.allowed) {
    const { retryAfterSeconds } = attempt;
    const detail = "Too many wrong passwords. Wait before the next.";
    throw new ProblemError("too-many-requests", detail, { retryAfterSeconds });
  }
  if (!admin.checkPassword(password)) {
    const isOff = "There is no control room here: ADMIN_PASSWORD is not set.";
    throw new ProblemError("unauthorized", admin.isOn ? "This is not the password." : isOff);
  }
  await adminThrottle.giveLoginBack(address);
  const { session, setCookie } = await admin.open();
  await controlRoom.note({ session, requestId }, "signed-in", session.label);
  return emptyAnswer({ "set-cookie": setCookie });
});

/** Closes it, everywhere at once. */
export const DELETE = route(async ({ request, requestId }) => {
  const { admin, controlRoom, session } = await guardAdmin(request);
  await admin.close(session);
  // Noted once it is so: a session that could not be closed is not told as closed.
  await controlRoom.note({ session, requestId }, "signed-out", session.label);
  return emptyAnswer({ "set-cookie": admin.clearedCookie() });
});
export const { GET, HEAD, PUT, PATCH, OPTIONS } = otherMethods("POST, DELETE");
