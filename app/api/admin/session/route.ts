import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { takeLogin } from "@/app/api/_shared/take-login";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { adminSessionRequestSchema } from "@/lib/contract/admin/admin";
import { emptyAnswer } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { readJson } from "@/lib/http/request/body";
import { guardOrigin } from "@/lib/http/request/origin";
import { otherMethods } from "@/lib/http/route";
import { runtime } from "@/lib/runtime/runtime";

/** Signs in with the admin password. */
export const POST = deskRoute(async ({ request, requestId }) => {
  const { callers, admin, adminThrottle, controlRoom, origin } = await runtime();
  guardOrigin(request, origin);
  const { password } = await readJson(request, adminSessionRequestSchema);
  const login = await takeLogin(request, {
    callers,
    throttle: adminThrottle,
    devices: admin.devices,
    detail: "Too many wrong passwords. Wait before you try again.",
  });
  if (!admin.checkPassword(password)) {
    const isOff = "Admin is off: ADMIN_PASSWORD is not set.";
    throw new ProblemError("unauthorized", admin.isOn ? "Wrong password." : isOff);
  }
  return login.succeed(async () => {
    const { session, setCookie } = await admin.open();
    await controlRoom.note({ session, requestId }, "signed-in", session.label);
    return emptyAnswer({ "set-cookie": setCookie });
  });
});

/** Signs out. The session ends everywhere. */
export const DELETE = deskRoute(async ({ request, requestId }) => {
  const { admin, controlRoom, session } = await guardAdmin(request);
  await admin.close(session);
  // Recorded after it is closed: a session that could not be closed must not appear as closed.
  await controlRoom.note({ session, requestId }, "signed-out", session.label);
  return emptyAnswer({ "set-cookie": admin.clearedCookie() });
});
export const { GET, HEAD, PUT, PATCH, OPTIONS } = otherMethods("POST, DELETE");
