import type { CallOutcome, Job } from "@/lib/contract/job";
import type { Wanted } from "@/lib/contract/wanted";

/** The door to one upstream API. Nothing but an executed grant may call `call`. */
export type Upstream = {
  name: "v1" | "v2" | "demo";
  /** The job that brings what is wanted, or null when this API does not offer it. */
  jobFor(wanted: Wanted): Job | null;
  /** The job a stored key names, or null for a key that is not on the allow-list. */
  jobOf(key: string): Job | null;
  /** Makes the call. Never throws: every end is an outcome. `signal` aborts it. */
  call(job: Job, signal: AbortSignal): Promise<CallOutcome>;
};
