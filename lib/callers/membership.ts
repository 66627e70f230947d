import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment";
import { callerPolicy } from "@/lib/policy";
import { isSameText, secretDigest } from "./same-text";
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
    purpose: `member:${secretDigest(passphrase)}`,
    days: callerPolicy.cookieDays,
  });

  return {
    admits: (headers) =>
      access.mode === "open" || (passphrase !== null && cookie.read(headers) !== null),
    checkPassphrase: (input) => isSameText(input, passphrase),
    memberCookie: () => cookie.make("member"),
    clearedCookie: () => cookie.clear(),
  };
}
