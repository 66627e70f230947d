import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment";
import { callerPolicy } from "@/lib/policy";
import { createSignedCookie } from "./signed-cookie";
import type { Signer } from "./signer";

/** ACCESS: who is let in. `members` asks each browser once for the shared passphrase. */
export type Membership = {
  /** Whether this request is let in; with ACCESS=open every one is. */
  admits(headers: Headers): boolean;
  /** Whether this is the passphrase, in equal time. False for anything but a plain, short text. */
  checkPassphrase(input: unknown): boolean;
  /** `Set-Cookie` of a browser that gave the passphrase. */
  memberCookie(): string;
  /** `Set-Cookie` that takes membership away. */
  clearedCookie(): string;
};

/** The cookie is signed for the passphrase's digest: a new passphrase ends all memberships. */
export function createMembership(parts: {
  access: Environment["access"];
  signer: Signer;
  origin: string | null;
  clock: Pick<Clock, "now">;
}): Membership {
  const { access } = parts;
  const passphrase = access.mode === "members" ? access.passphrase : null;
  const cookie = createSignedCookie({
    ...parts,
    name: "gg_member",
    purpose: `member:${sha256(passphrase ?? "").toString("base64url")}`,
    days: callerPolicy.cookieDays,
  });

  return {
    admits: (headers) =>
      access.mode === "open" || (passphrase !== null && cookie.read(headers) !== null),
    checkPassphrase: (input) => {
      // The comparison is always made: how long a refusal takes tells nothing.
      const isText = isPlainText(input);
      const isSame = timingSafeEqual(sha256(isText ? input : ""), sha256(passphrase ?? ""));
      return isSame && isText && passphrase !== null;
    },
    memberCookie: () => cookie.make("member"),
    clearedCookie: () => cookie.clear(),
  };
}

function isPlainText(input: unknown): input is string {
  if (typeof input !== "string" || input === "" || input.includes("\0")) return false;
  // A character is a byte or more: a huge text is refused before its bytes are counted.
  if (input.length > callerPolicy.passphraseBytesMax) return false;
  return Buffer.byteLength(input) <= callerPolicy.passphraseBytesMax;
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
