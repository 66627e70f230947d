import { createHash, timingSafeEqual } from "node:crypto";
import { callerPolicy } from "@/lib/policy";

/**
 * Whether what was sent is this secret, in equal time: the comparison is always made, so that how
 * long a refusal takes tells nothing. False for anything but a plain, short text, and without a secret.
 */
export function isSameText(input: unknown, secret: string | null): boolean {
  const isText = isPlainText(input);
  const isSame = timingSafeEqual(sha256(isText ? input : ""), sha256(secret ?? ""));
  return isSame && isText && secret !== null;
}

/** SHA-256 of a secret, base64url: to tie a cookie's signature to it. */
export function secretDigest(secret: string | null): string {
  return sha256(secret ?? "").toString("base64url");
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
