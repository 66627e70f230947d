import { randomBytes } from "node:crypto";
import type { Clock } from "@/lib/clock";
import { callerPolicy } from "@/lib/policy";
import { secretDigest } from "./same-text";
import { createSignedCookie } from "./signed-cookie";
import type { Signer } from "./signer";

const ID_BYTES = 9;

/**
 * Browsers that signed in before, by a cookie that outlasts the session (OWASP's device cookie).
 * The cookie grants no access. It only separates their tries from those of strangers, so that
 * strangers who guess cannot lock them out.
 */
export type Devices = {
  /** The request's device, or null: it never signed in here. */
  read(headers: Headers): string | null;
  /** `Set-Cookie` for a browser that has just signed in. `device`: from `read`. */
  remember(device: string | null): string;
};

/**
 * Each login has its own devices, signed for the digest of its secret. Knowing one secret gives no
 * extra tries for another, and a new secret invalidates all devices.
 */
export function createDevices(parts: {
  door: "login" | "admin-login";
  secret: string | null;
  signer: Signer;
  origin: string | null;
  clock: Pick<Clock, "now">;
}): Devices {
  const { door, secret } = parts;
  const cookie = createSignedCookie({
    ...parts,
    name: door === "login" ? "gg_member_device" : "gg_admin_device",
    purpose: `${door}-device:${secretDigest(secret)}`,
    days: callerPolicy.cookieDays,
    sameSite: "Strict",
  });
  return {
    read: (headers) => cookie.read(headers),
    remember: (device) => cookie.make(device ?? randomBytes(ID_BYTES).toString("base64url")),
  };
}
