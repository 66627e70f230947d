import type { Caller } from "@/lib/callers/callers";
import type { Refusal } from "./refusal";

/**
 * What is a caller's own. The first request of all comes without a cookie, and what it made is kept
 * for everybody without one at its address; a client that takes the cookie of its answer must find it
 * again. So what is not the cookie's is looked for as its bearer without it, which gives nobody more
 * than leaving the cookie away would.
 */
export function findAsEither<Held extends object>(
  caller: Caller,
  find: (caller: Caller) => Held | Refusal,
): Held | Refusal {
  const found = find(caller);
  if (!("kind" in found) || caller.withoutCookie === undefined) return found;
  const other = find({ ...caller, id: caller.withoutCookie });
  return "kind" in other ? found : other;
}
