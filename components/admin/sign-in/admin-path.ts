import { returnPath } from "@/components/enter/return-path";

const ROOM = "/admin";
const SIGN_IN = "/admin/sign-in";

/** Where to go after signing in: a path of the control room, else `/admin`. `raw` is the address bar's. */
export function adminPath(raw: string | null | undefined): string {
  const path = returnPath(raw);
  const { pathname } = new URL(path, "https://here.invalid");
  const isRoom = pathname === ROOM || pathname.startsWith(`${ROOM}/`);
  return isRoom && pathname !== SIGN_IN ? path : ROOM;
}
