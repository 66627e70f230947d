import { httpPolicy } from "@/lib/policy";

const DETAILS = {
  "invalid-request": "The address holds a malformed or forbidden escape.",
  "uri-too-long": `An address here has at most ${httpPolicy.urlCharactersMax} characters.`,
} as const;
export type PreflightRefusal = keyof typeof DETAILS;

/** Where the preflight sends a request that Next must not parse: an address that refuses. */
export function refusalAddress(slug: PreflightRefusal): string {
  return `/api/-/${slug}`;
}

/** The refusal that an address `/api/-/{slug}` stands for, from its segments after /api, or null. */
export function refusalOf(
  segments: readonly string[],
): { slug: PreflightRefusal; detail: string } | null {
  const [marker, slug] = segments;
  if (marker !== "-" || segments.length !== 2) return null;
  if (slug !== "invalid-request" && slug !== "uri-too-long") return null;
  return { slug, detail: DETAILS[slug] };
}
