import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { callerPolicy } from "@/lib/policy";
import { createDevices, type Devices } from "./devices";
import { isSameText, secretDigest } from "./same-text";
import { createSignedCookie } from "./signed-cookie";
import type { Signer } from "./signer";

/** Admission by ACCESS. `members`: each browser gives the shared passphrase once. */
export type Membership = {
  /** Whether this request is admitted. With ACCESS=open all are. */
  admits(headers: Headers): boolean;
  /** Compares with the passphrase in constant time. False for anything but a plain, short text. */
  checkPassphrase(input: unknown): boolean;
  /** `Set-Cookie` for a browser that gave the passphrase. */
  memberCookie(): string;
  /** `Set-Cookie` that ends membership. */
  clearedCookie(): string;
  /** Browsers that gave the passphrase before. */
  devices: Devices;
};

/** The cookie is signed for the passphrase's digest, so a new passphrase ends all memberships. */
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
    devices: createDevices({ ...parts, door: "login", secret: passphrase }),
  };
}
