import { randomBytes } from "node:crypto";
import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment";
import { callerPolicy } from "@/lib/policy";
import { addressOf } from "./address";
import type { Caller } from "./callers";
import { createSignedCookie } from "./signed-cookie";
import type { Signer } from "./signer";

/** 9 bytes, 72 bits, in 12 characters: enough for ids that nobody has to guess against. */
const ID_BYTES = 9;
const ID_CHARACTERS = 12;

/** The cookie-less where no address is known: all of them are one caller. */
const NOBODY_KNOWN = "everybody";

/**
 * Who asks, from the signed cookie and the address. A request without a good cookie is given one,
 * but counts as everybody without a cookie at its address: the cookie is an identity only once it
 * comes back, so that a client that keeps none cannot mint callers.
 */
export function createIdentity(parts: {
  signer: Signer;
  origin: string | null;
  trustProxy: Environment["trustProxy"];
  clock: Pick<Clock, "now">;
}): (headers: Headers) => { caller: Caller; setCookie: string | null } {
  const { signer, trustProxy } = parts;
  const cookie = createSignedCookie({
    ...parts,
    name: "gg_caller",
    purpose: "caller",
    days: callerPolicy.cookieDays,
  });

  return (headers) => {
    const address = addressOf(headers, trustProxy);
    const withoutCookie = addressId(address, signer);
    const id = cookie.read(headers);
    if (id !== null) {
      const caller: Caller = { id: `c${id}`, kind: "cookie", withoutCookie, address };
      return { caller, setCookie: null };
    }
    const made = randomBytes(ID_BYTES).toString("base64url");
    const caller: Caller = { id: withoutCookie, kind: "address", offered: `c${made}`, address };
    return { caller, setCookie: cookie.make(made) };
  };
}

/** The id that stands for an address: keyed, so that neither store nor metrics can tell the address. */
export function addressId(address: string | null, signer: Signer): string {
  if (address === null) return NOBODY_KNOWN;
  return `a${signer.digest("address", address).slice(0, ID_CHARACTERS)}`;
}
