import type {
  CallOutcome,
  Job,
  ProxyJob,
  ProxyOutcome,
  SendPermit,
} from "@/lib/contract/queue/job";
import type { Services } from "@/lib/desk/base/services";
import type { CallEnd } from "@/lib/gate/pump/flights";

type Parts = Pick<Services, "cache" | "keptReplies" | "lastKnown" | "upstream">;

/** A granted job as the executor sees it: of a page, or of the drop-in proxy. */
export type CallTask = {
  /** For admins, logs and metrics. */
  job: Pick<ProxyJob, "endpoint" | "symbol" | "charges">;
  /** What the breaker counts an unreadable reply by. */
  unreadableName: string;
  /** What a refusal of the credentials shows. */
  refusal: CallEnd["verdict"];
  /** When the stored answer was fetched (store ms), or null. Rejects with StoreFault. */
  storedAt(): Promise<number | null>;
  call(permit: SendPermit): Promise<CalledTask>;
};

export type CalledTask = {
  outcome: CallOutcome | ProxyOutcome;
  /** Stores the answer, fetched at this time (store ms). Rejects with StoreFault. */
  keep(fetchedAt: number): Promise<void>;
};

/** The task of a granted key. Null: the key belongs to another API, or to newer code. */
export function callTaskOf(parts: Parts, key: string): CallTask | null {
  const job = parts.upstream.jobOf(key);
  if (job) return pageTask(parts, job);
  const { proxy } = parts.upstream;
  const proxied = proxy?.jobOf(key);
  return proxy && proxied ? proxyTask(parts, proxy, proxied) : null;
}

function pageTask(parts: Parts, job: Job): CallTask {
  const { cache, upstream } = parts;
  return {
    job: { endpoint: job.resource, symbol: job.symbol, charges: job.charges },
    // All lists count as one: that none can be read shows nothing of the other data.
    unreadableName: job.resource === "setups" ? job.resource : job.symbol,
    refusal: refusalVerdict(parts, job),
    storedAt: async () => {
      const { snapshot } = await cache.read(job.key);
      return snapshot && Date.parse(snapshot.fetchedAt);
    },
    call: async (permit) => {
      const outcome = await upstream.call(job, permit);
      const keep = async (fetchedAt: number) => {
        if (outcome.kind === "answered") await keepSnapshot(parts, job, outcome, fetchedAt);
      };
      return { outcome, keep };
    },
  };
}

/** A full store must not lose an answer that was paid for: this process keeps it in memory. */
async function keepSnapshot(
  { cache, keptReplies, lastKnown }: Parts,
  job: Job,
  answer: Extract<CallOutcome, { kind: "answered" }>,
  fetchedAt: number,
): Promise<void> {
  const dated = cache.date(job, answer, fetchedAt);
  lastKnown.remember(job.key, { now: fetchedAt, snapshot: dated, failure: null });
  const snapshot = await cache.write(job, answer, fetchedAt);
  lastKnown.remember(job.key, { now: fetchedAt, snapshot, failure: null });
  if (!answer.reply) return;
  const times = { asOf: Date.parse(snapshot.asOf), freshUntil: Date.parse(snapshot.freshUntil) };
  // Only the proxy misses it, and asks again.
  await keptReplies.keep(job.key, { ...answer.reply, ...times, fetchedAt }).catch(() => undefined);
}

function proxyTask(
  { keptReplies }: Parts,
  proxy: NonNullable<Services["upstream"]["proxy"]>,
  job: ProxyJob,
): CallTask {
  return {
    job,
    // One symbol's address that cannot be read shows nothing of the others.
    unreadableName: `${job.endpoint} ${job.symbol}`,
    // An address that the plan lacks says nothing of what the pages need.
    refusal: "none",
    storedAt: async () => (await keptReplies.read(job.key)).reply?.fetchedAt ?? null,
    call: async (permit) => {
      const outcome = await proxy.call(job, permit);
      const keep = async (fetchedAt: number) => {
        if (outcome.kind !== "answered") return;
        const asOf = outcome.asOf === null ? null : Date.parse(outcome.asOf);
        await keptReplies.keepDated(job, outcome.reply, { asOf, fetchedAt });
      };
      return { outcome, keep };
    },
  };
}

/**
 * A refused endpoint with its own window is not in the plan. In the shared window only a refused
 * summary means that; a refused history may be specific to history. A refused list says nothing of
 * the other calls of its window.
 */
function refusalVerdict({ upstream }: Parts, job: Job): CallEnd["verdict"] {
  if (job.resource === "setups") return "none";
  const headline = upstream.jobFor({ resource: "gex", symbol: job.symbol });
  const isOfHeadline = headline?.charges.at(-1)?.window === job.charges.at(-1)?.window;
  return isOfHeadline && !job.headline ? "none" : "not-allowed";
}
