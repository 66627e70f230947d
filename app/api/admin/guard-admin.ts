import type { ControlRoom } from "@/lib/desk/control-room/create-control-room";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { guardOrigin } from "@/lib/http/request/origin";
import { type Runtime, runtime } from "@/lib/runtime/runtime";

export type Guarded = Runtime & {
  /** Only a lookup in the store creates a session. Every action of Admin needs one. */
  session: Parameters<ControlRoom["readDashboard"]>[0];
};

/** Returns Admin and the session of this request. Throws ProblemError: forbidden, unauthorized. */
export async function guardAdmin(request: Request): Promise<Guarded> {
  const parts = await runtime();
  const { admin, origin } = parts;
  guardOrigin(request, origin);
  const session = await admin.check(request.headers);
  if (session) return { ...parts, session };
  const isCleared = admin.isSent(request.headers);
  throw new ProblemError("unauthorized", "Sign in to Admin first.", {
    headers: isCleared ? { "set-cookie": admin.clearedCookie() } : {},
  });
}
