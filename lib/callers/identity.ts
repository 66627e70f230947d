import { randomBytes } from "node:crypto";
import type { Clock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { callerPolicy } from "@/lib/policy";
import { addressOf } from "./address";
import type { Caller } from "./callers";
import { createSignedCookie } from "./signed-cookie";
import type { Signer } from "./signer";

/** 9 bytes, 72 bits, 12 characters: enough, since guessing an id gains nothing. */
const ID_BYTES = 9;
const ID_CHARACTERS = 12;

/** All clients without a cookie and without a known address are one caller. */
const UNIDENTIFIED = "everybody";

/**
 * Identifies the caller by signed cookie and address. A request without a valid cookie receives
 * one, but counts as its address. A cookie is an identity only once it is sent back, so that a
 * client that keeps none cannot create callers.
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
    const read = cookie.read(headers);
    if (read !== null) {
      const id = `c${read}`;
      const house = address === null ? id : withoutCookie;
      return { caller: { id, kind: "cookie", house, withoutCookie, address }, setCookie: null };
    }
    const made = randomBytes(ID_BYTES).toString("base64url");
    const [id, offered] = [withoutCookie, `c${made}`];
    const caller: Caller = { id, kind: "address", house: id, offered, address };
    return { caller, setCookie: cookie.make(made) };
  };
}

/** The id of an address, keyed so that neither store nor metrics reveal the address. */
export function addressId(address: string | null, signer: Signer): string {
  if (address === null) return UNIDENTIFIED;
  return `a${signer.digest("address", address).slice(0, ID_CHARACTERS)}`;
}
