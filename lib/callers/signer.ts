import { createHmac, timingSafeEqual } from "node:crypto";

/** Signs short texts with HMAC-SHA256. A signature made for one purpose is worth nothing for another. */
export type Signer = {
  /** `<payload>.<signature>`; the payload is readable by anyone. */
  sign(purpose: string, payload: string): string;
  /** The payload of a text that was signed for this purpose, else null. Compared in equal time. */
  open(purpose: string, signed: string): string | null;
  /** A keyed digest, base64url, 43 characters: the same for the same text, telling nothing of it. */
  digest(purpose: string, text: string): string;
};

/** `secret`: SESSION_SECRET, 32 characters or more. */
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
      // As text: base64url has several spellings of the same bytes, and only ours is accepted.
      const given = Buffer.from(signed.slice(dot + 1));
      return given.length === expected.length && timingSafeEqual(given, expected) ? payload : null;
    },
    digest: (purpose, text) => mac(purpose, text).toString("base64url"),
  };
}
