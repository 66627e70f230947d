/**
 * A scan's id is random and signed for its caller. The signature shows without the store that an id
 * is the caller's, and that an expired scan once existed.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export type ScanIds = {
  make(callerId: string): string;
  /** `unknown`: another caller's, or never issued. */
  judge(id: string, callerId: string): "malformed" | "unknown" | "theirs";
};

const RANDOM_BYTES = 12;
const SIGNATURE_LENGTH = 22;
const ID_PATTERN = /^([\w-]{16})\.([\w-]{22})$/;

export function createScanIds(secret: string): ScanIds {
  const signatureOf = (callerId: string, name: string) =>
    createHmac("sha256", secret)
      .update(`scan.${callerId}.${name}`)
      .digest("base64url")
      .slice(0, SIGNATURE_LENGTH);
  return {
    make(callerId) {
      const name = randomBytes(RANDOM_BYTES).toString("base64url");
      return `${name}.${signatureOf(callerId, name)}`;
    },
    judge(id, callerId) {
      const [, name, signature] = ID_PATTERN.exec(id) ?? [];
      if (!name || !signature) return "malformed";
      const expected = Buffer.from(signatureOf(callerId, name));
      return timingSafeEqual(Buffer.from(signature), expected) ? "theirs" : "unknown";
    },
  };
}
