/** Begins every access key. A Bearer token of another kind is for someone else. */
const KEY_START = "gg_";

/**
 * Returns the access key that a request presents, valid or not: in `credential`, `Authorization:
 * Bearer` or `X-Api-Key`. Null without one. Two different keys are no key: the text then matches
 * none. `credential`: what the route found in the place of the upstream's own key.
 */
export function presentedKey(headers: Headers, credential: string | null = null): string | null {
  const bearer = /^Bearer +(.*)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
  const own = headers.get("x-api-key");
  const sent = [bearer, own].filter((text) => text?.startsWith(KEY_START));
  const texts = new Set([credential, ...sent].filter((text) => text !== null));
  return texts.size === 0 ? null : [...texts].join(" ");
}
