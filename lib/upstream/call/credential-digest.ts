import { createHmac } from "node:crypto";
import type { Environment } from "@/lib/environment/environment";

/**
 * The key of the digest, so that it cannot be used for anything else derived from the credential.
 */
const PURPOSE = "gammagate credential at the gate, 1";
const CHARACTERS = 8;

/**
 * An identifier of the credential, so that all deployments with the same one share what the
 * upstream says about it. Every deployment computes the same 48 bits, whatever its SESSION_SECRET.
 * They do not reveal the credential. Empty where there is none: in the demo market, and on a
 * secondary.
 */
export function credentialDigest({ api, v1Username, v2Key }: Environment["upstream"]): string {
  if (api === "demo" || api === "primary") return "";
  const credential = (api === "v1" ? v1Username : v2Key) ?? "";
  const digest = createHmac("sha256", PURPOSE).update(`${api}:${credential}`).digest("base64url");
  return digest.slice(0, CHARACTERS);
}
