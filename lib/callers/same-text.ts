import { createHash, timingSafeEqual } from "node:crypto";
import { callerPolicy } from "@/lib/policy";

/**
 * Compares an input with a secret in constant time. The comparison always runs, so that the time of
 * a refusal reveals nothing. False for anything but a plain, short text, and without a secret.
 */
export function isSameText(input: unknown, secret: string | null): boolean {
  const isText = isPlainText(input);
  const isSame = timingSafeEqual(sha256(isText ? input : ""), sha256(secret ?? ""));
  return isSame && isText && secret !== null;
}

/** SHA-256 of a secret, base64url. Ties a cookie's signature to the secret. */
export function secretDigest(secret: string | null): string {
  return sha256(secret ?? "").toString("base64url");
}

function isPlainText(input: unknown): input is string {
  if (typeof input !== "string" || input === "" || input.includes("\0")) return false;
  // A character takes at least one byte, so a huge text is refused before its bytes are counted.
  if (input.length > callerPolicy.passphraseBytesMax) return false;
  return Buffer.byteLength(input) <= callerPolicy.passphraseBytesMax;
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
