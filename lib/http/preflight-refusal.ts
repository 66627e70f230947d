import type { ProblemSlug } from "@/lib/contract/problem";
import { httpPolicy } from "@/lib/policy";

type Refusal = { detail: string; headers?: Readonly<Record<string, string>> };

const REFUSALS = {
  "invalid-request": { detail: "The address holds a malformed or forbidden escape." },
  "uri-too-long": {
    detail: `An address here has at most ${httpPolicy.urlCharactersMax} characters.`,
  },
  "method-not-allowed": {
    detail: "A page is offered with GET and HEAD.",
    headers: { allow: "GET, HEAD" },
  },
  "not-found": { detail: "No such action." },
} as const satisfies Partial<Record<ProblemSlug, Refusal>>;
export type PreflightRefusal = keyof typeof REFUSALS;

/** Where the preflight sends a request that Next must not answer itself: an address that refuses. */
export function refusalAddress(slug: PreflightRefusal): string {
  return `/api/-/${slug}`;
}

/** The refusal that an address `/api/-/{slug}` stands for, from its segments after /api, or null. */
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
