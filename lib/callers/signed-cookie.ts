import type { Clock } from "@/lib/clock";
import type { Signer } from "./signer";

const DAY_MS = 86_400_000;
/** None of our cookies is longer. A longer one is not worth an HMAC. */
const VALUE_CHARACTERS_MAX = 128;

/** A signed cookie that contains the time it was created. */
export type SignedCookie = {
  /** Returns the content. Null if absent, sent twice, forged, expired or too long. */
  read(headers: Headers): string | null;
  /** Returns the `Set-Cookie` value for `content` (no dots). */
  make(content: string): string;
  /** Whether any cookie of its name was sent, valid or not. */
  isSent(headers: Headers): boolean;
  /** Returns the `Set-Cookie` value that deletes the cookie. */
  clear(): string;
};

/**
 * With an https `origin` the cookie is Secure and has the `__Host-` prefix, so that no other host
 * and no plain-http page can set it. `purpose` ties the signature to the use of the cookie.
 */
export function createSignedCookie(parts: {
  name: string;
  purpose: string;
  days: number;
  /** Strict: not even sent when a person follows a link from another site. */
  sameSite?: "Lax" | "Strict";
  origin: string | null;
  signer: Signer;
  clock: Pick<Clock, "now">;
}): SignedCookie {
  const { purpose, days, sameSite = "Lax", signer, clock } = parts;
  const isSecure = parts.origin?.startsWith("https:") ?? false;
  const name = isSecure ? `__Host-${parts.name}` : parts.name;
  const attributes = `Path=/; HttpOnly; SameSite=${sameSite}${isSecure ? "; Secure" : ""}`;

  return {
    read: (headers) => {
      const value = onlyValue(headers.get("cookie"), name);
      const payload = value === null ? null : signer.open(purpose, value);
      const [content, madeAt] = payload?.split(".") ?? [];
      if (content === undefined || madeAt === undefined) return null;
      return clock.now() - Number.parseInt(madeAt, 36) < days * DAY_MS ? content : null;
    },
    make: (content) => {
      const value = signer.sign(purpose, `${content}.${clock.now().toString(36)}`);
      return `${name}=${value}; Max-Age=${days * 86_400}; ${attributes}`;
    },
    isSent: (headers) => valuesOf(headers.get("cookie"), name).length > 0,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

/** Returns the cookie's value if it was sent exactly once and is not too long. */
function onlyValue(header: string | null, name: string): string | null {
  const values = valuesOf(header, name);
  const [value] = values;
  if (value === undefined || values.length > 1) return null;
  return value.length <= VALUE_CHARACTERS_MAX ? value : null;
}

function valuesOf(header: string | null, name: string): string[] {
  return (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
