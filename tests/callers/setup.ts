import { createCallers } from "@/lib/callers/create-callers";
import { createAccessKeys } from "@/lib/callers/keys/create-access-keys";
import { createMembership } from "@/lib/callers/membership";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { createKeys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";

export const SECRET = "a secret of thirty-two characters, or more";
export const keys = createKeys({ prefix: "test", quotaGroup: "test" });

/** Callers as the product makes them, on a given store; the rest can be said otherwise. */
export function callersOn(store: Store, changes: Partial<Environment> = {}, secret = SECRET) {
  const environment = {
    origin: null,
    trustProxy: "none",
    refresh: { intervalMs: 10_000, cooldownMs: 60_000 },
    bounds: { queueCapacity: 500, floodPerCaller: 60, floodPerAddress: 600 },
    access: { mode: "open" },
    ...changes,
  } as const;
  const signer = createSigner(secret);
  const { access, origin } = environment;
  const membership = createMembership({ access, signer, origin, clock: systemClock });
  const findKey = keysOn(store, secret).find;
  return createCallers({
    ...{ store, keys, signer, membership, findKey, environment, clock: systemClock },
  });
}

/** Access keys as the product makes them, on a given store. */
export function keysOn(store: Store, secret = SECRET) {
  const signer = createSigner(secret);
  return createAccessKeys({ store, keys, signer, clock: systemClock, sharesMost: 18 });
}

/** Headers of a request with this cookie, from this address by one proxy. */
export function headersOf(cookie: string | null, forwardedFor?: string): Headers {
  const headers = new Headers();
  if (cookie !== null) headers.set("cookie", cookie);
  if (forwardedFor !== undefined) headers.set("x-forwarded-for", forwardedFor);
  return headers;
}

/** What a browser sends back after this Set-Cookie. */
export function sentBack(setCookie: string | null): string {
  return setCookie?.split(";")[0] ?? "";
}
