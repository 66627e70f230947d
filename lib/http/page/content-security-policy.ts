import { EARLY_SCRIPT } from "./early-script";
import { THEME_SCRIPT } from "./theme-script";

export type PolicyParts = {
  nonce: string;
  /** Whether pages are served by https. Then everything else must be too. */
  isSecure: boolean;
  /** React's development build evaluates strings. */
  isDevelopment: boolean;
};

/**
 * The toast library inserts its style by script, first empty, then complete, so the hashes of both
 * texts are allowed. A test computes them from the installed package.
 */
const TOAST_STYLES = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
].join(" ");

/**
 * Returns the content security policy of one page: scripts by nonce, the layout's own scripts by
 * hash.
 */
export async function contentSecurityPolicy(parts: PolicyParts): Promise<string> {
  const evaluated = parts.isDevelopment ? " 'unsafe-eval'" : "";
  // Next's development overlay and hot styles are inline. Production pages have none.
  const styles = parts.isDevelopment ? "'unsafe-inline'" : `'nonce-${parts.nonce}' ${TOAST_STYLES}`;
  const scripts = (await inlineHashes()).join(" ");
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${parts.nonce}' ${scripts} 'strict-dynamic'${evaluated}`,
    `style-src 'self' ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(parts.isSecure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** Returns 128 random bits, base64. */
export function createNonce(): string {
  return base64(crypto.getRandomValues(new Uint8Array(16)));
}

let hashes: Promise<string[]> | undefined;

function inlineHashes(): Promise<string[]> {
  hashes ??= Promise.all([THEME_SCRIPT, EARLY_SCRIPT].map(hashOf));
  return hashes;
}

async function hashOf(script: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
  return `'sha256-${base64(new Uint8Array(digest))}'`;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
