import type { SendPermit } from "@/lib/contract/queue/job";

/** A permit that is valid until `signal` aborts. */
export function permitFor(signal = new AbortController().signal): SendPermit {
  return { signal, mayWrite: () => true };
}
