import type { ProblemSlug } from "@/lib/contract/problem";
import { httpPolicy } from "@/lib/policy";

type Refusal = { detail: string; headers?: Readonly<Record<string, string>> };

const REFUSALS = {
  "invalid-request": { detail: "The address contains a malformed or forbidden escape." },
  "uri-too-long": {
    detail: `The address exceeds ${httpPolicy.urlCharactersMax} characters.`,
  },
  "method-not-allowed": {
    detail: "Pages allow GET and HEAD.",
    headers: { allow: "GET, HEAD" },
  },
  forbidden: {
    detail: "This server does not serve this host name. Use the address in APP_ORIGIN.",
  },
  "not-found": { detail: "No such action or address." },
} as const satisfies Partial<Record<ProblemSlug, Refusal>>;
export type PreflightRefusal = keyof typeof REFUSALS;

/** Returns the address of a refusal, for requests that Next must not answer itself. */
export function refusalAddress(slug: PreflightRefusal): string {
  return `/api/-/${slug}`;
}

/** Returns the refusal for an address `/api/-/{slug}`, from its segments after /api; null: none. */
export function refusalOf(
  segments: readonly string[],
): ({ slug: PreflightRefusal } & Refusal) | null {
  const [marker, slug = ""] = segments;
  if (marker !== "-" || segments.length !== 2 || !isRefusal(slug)) return null;
  return { slug, ...REFUSALS[slug] };
}

function isRefusal(slug: string): slug is PreflightRefusal {
  return Object.hasOwn(REFUSALS, slug);
}
