import type { Wanted } from "@/lib/contract/market/wanted";
import type {
  CallOutcome,
  Job,
  ProxyJob,
  ProxyOutcome,
  SendPermit,
} from "@/lib/contract/queue/job";

/** The interface of one upstream API. Only an executed grant may run `call`. */
export type Upstream = {
  name: "v1" | "v2" | "demo" | "primary";
  /** The kinds of all jobs that it can call, those of the proxy included. */
  kinds: readonly string[];
  /** The job for the wanted data, or null when this API does not offer it. */
  jobFor(wanted: Wanted): Job | null;
  /** The job of a stored key, or null for a key that is not on the allow-list. */
  jobOf(key: string): Job | null;
  /** Makes the call. Never throws: every end is an outcome. `permit.signal` aborts it. */
  call(job: Job, permit: SendPermit): Promise<CallOutcome>;
  /** The calls of the drop-in proxy. Missing: this API has none. */
  proxy?: UpstreamProxy;
};

/** A request of the drop-in proxy, read by its allow-list. `detail` never repeats what was sent. */
export type ProxyRequest =
  | { kind: "job"; job: ProxyJob }
  | { kind: "unknown-path" }
  | { kind: "bad-parameter"; detail: string };

/** An upstream's own addresses, passed on as they are. Only an executed grant may run `call`. */
export type UpstreamProxy = {
  /** `path`: decoded segments after the API's base. `parameters`: without credentials. */
  request(path: readonly string[], parameters: URLSearchParams): ProxyRequest;
  /** The job of a stored key, or null for a key that is not one of the proxy. */
  jobOf(key: string): ProxyJob | null;
  /** Makes the call. Never throws: every end is an outcome. `permit.signal` aborts it. */
  call(job: ProxyJob, permit: SendPermit): Promise<ProxyOutcome>;
};
