import { createHmac, timingSafeEqual } from "node:crypto";

/** Signs short texts with HMAC-SHA256. A signature for one purpose is invalid for any other. */
export type Signer = {
  /** Returns `<payload>.<signature>`. The payload is readable by anyone. */
  sign(purpose: string, payload: string): string;
  /**
   * Returns the payload of a text signed for this purpose, else null. Compares in constant time.
   */
  open(purpose: string, signed: string): string | null;
  /**
   * A keyed digest, base64url, 43 characters. Equal for equal texts, and reveals nothing about
   * them.
   */
  digest(purpose: string, text: string): string;
};

/** `secret`: SESSION_SECRET, at least 32 characters. */
export function createSigner(secret: string): Signer {
  const mac = (purpose: string, text: string) =>
    createHmac("sha256", secret).update(`${purpose}\0${text}`).digest();

  return {
    sign: (purpose, payload) => `${payload}.${mac(purpose, payload).toString("base64url")}`,
    open: (purpose, signed) => {
      const dot = signed.lastIndexOf(".");
      if (dot < 0) return null;
      const payload = signed.slice(0, dot);
      const expected = Buffer.from(mac(purpose, payload).toString("base64url"));
      // Compared as text: base64url has several spellings of the same bytes, and only ours is
      // accepted.
      const given = Buffer.from(signed.slice(dot + 1));
      return given.length === expected.length && timingSafeEqual(given, expected) ? payload : null;
    },
    digest: (purpose, text) => mac(purpose, text).toString("base64url"),
  };
}
