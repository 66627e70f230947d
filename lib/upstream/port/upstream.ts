import type { Wanted } from "@/lib/contract/market/wanted";
import type { CallOutcome, Job, SendPermit } from "@/lib/contract/queue/job";

/** The interface of one upstream API. Only an executed grant may run `call`. */
export type Upstream = {
  name: "v1" | "v2" | "demo";
  /** The kinds of all jobs that it can call. */
  kinds: readonly string[];
  /** The job for the wanted data, or null when this API does not offer it. */
  jobFor(wanted: Wanted): Job | null;
  /** The job of a stored key, or null for a key that is not on the allow-list. */
  jobOf(key: string): Job | null;
  /** Makes the call. Never throws: every end is an outcome. `permit.signal` aborts it. */
  call(job: Job, permit: SendPermit): Promise<CallOutcome>;
};
