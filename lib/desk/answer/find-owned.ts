import type { Caller } from "@/lib/callers/callers";
import type { Refusal } from "./refusal";

/**
 * Looks up by cookie id, then by address id. A caller's first request has no cookie, so what it
 * created belongs to its address; the caller must still find it once it sends the cookie. This
 * grants no extra access: leaving the cookie away has the same effect.
 */
export function findOwned<Owned extends object>(
  caller: Caller,
  find: (caller: Caller) => Owned | Refusal,
): Owned | Refusal {
  const found = find(caller);
  if (!("kind" in found) || caller.withoutCookie === undefined) return found;
  const other = find({ ...caller, id: caller.withoutCookie });
  return "kind" in other ? found : other;
}
