import { returnPath } from "@/components/enter/return-path";

const ROOM = "/admin";
const SIGN_IN = "/admin/sign-in";

/**
 * Returns the path to open after sign-in: an Admin path, or `/admin`. `raw` comes from the address
 * bar.
 */
export function adminPath(raw: string | null | undefined): string {
  const path = returnPath(raw);
  const { pathname } = new URL(path, "https://here.invalid");
  const isRoom = pathname === ROOM || pathname.startsWith(`${ROOM}/`);
  return isRoom && pathname !== SIGN_IN ? path : ROOM;
}
