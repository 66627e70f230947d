import type { ControlRoom } from "@/lib/desk/create-control-room";
import { guardOrigin } from "@/lib/http/origin";
import { ProblemError } from "@/lib/http/problem-error";
import { type Runtime, runtime } from "@/lib/runtime";

export type Guarded = Runtime & {
  /** Only looking it up in the store makes one, and every verb of the control room wants one. */
  session: Parameters<ControlRoom["readDashboard"]>[0];
};

/** The parts and the open session of this request. Throws ProblemError: forbidden, unauthorized. */
export async function guardAdmin(request: Request): Promise<Guarded> {
  const parts = await runtime();
  const { admin, origin } = parts;
  guardOrigin(request, origin);
  const session = await admin.check(request.headers);
  if (session) return { ...parts, session };
  const isCleared = admin.isSent(request.headers);
  throw new ProblemError("unauthorized", "Sign in to the control room first.", {
    headers: isCleared ? { "set-cookie": admin.clearedCookie() } : {},
  });
}
