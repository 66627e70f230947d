/**
 * What a secondary knows of its primary, and the only way to it. Invariants:
 * 1. The key goes to PRIMARY_URL only: no redirect is followed.
 * 2. A primary that does not respond is left alone for a moment, so that saved data is shown at once.
 * 3. Nothing runs by itself: heartbeats and reads of the quota ride on requests.
 */
import type { Clock } from "@/lib/clock";
import { type Quota, quotaSchema } from "@/lib/contract/quota/quota";
import { ROLE_HEADER } from "@/lib/contract/values/deployment-headers";
import type { Environment } from "@/lib/environment/environment";
import { fleetPolicy } from "@/lib/policy";
import { createPrimaryLine, type PrimaryRequest } from "./primary-line";

/** Why the primary cannot be used. */
type TroubleReason = "unreachable" | "key-refused" | "is-secondary";

/** `since`: ms since 1970. */
export type PrimaryTrouble = { reason: TroubleReason; since: number };

export type Primary = {
  url: string;
  host: string;
  /** The primary's answer, its body not read yet. Null: it cannot be used now. Never rejects. */
  send(request: PrimaryRequest): Promise<Response | null>;
  trouble(): PrimaryTrouble | null;
  /** Reads the primary's quota if the last reading is older than a second. Never rejects. */
  look(): Promise<void>;
  /** The last reading. Null while the primary cannot be used, and when the reading is old. */
  quota(): Quota | null;
  /** Which API the primary uses, as last reported. */
  api(): "v1" | "v2" | "demo" | null;
  /** Sends a heartbeat now. Returns what is wrong, or null. Never rejects. */
  check(): Promise<PrimaryTrouble | null>;
  /** Resolves when the heartbeat that a request caused has ended. */
  idle(): Promise<void>;
};

type Parts = {
  primary: NonNullable<Environment["primary"]>;
  deployment: Environment["deployment"];
  clock: Clock;
  /** Called when a trouble begins, changes or ends (null). */
  report(reason: TroubleReason | null): void;
};

/** The caller of this deployment's own reads. */
const OWN = "deployment";

export function createPrimary({ primary, deployment, clock, report }: Parts): Primary {
  const line = createPrimaryLine({ ...primary, clock });
  let trouble: PrimaryTrouble | null = null;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let beatAt = Number.NEGATIVE_INFINITY;
  let beating: Promise<unknown> = Promise.resolve();
  let reading: { quota: Quota; readAt: number } | null = null;
  let looking: Promise<void> | null = null;

  function note(reason: TroubleReason | null): void {
    const before = trouble?.reason ?? null;
    if (reason === null) trouble = null;
    else trouble = { reason, since: trouble?.since ?? clock.now() };
    restsUntil = clock.monotonic() + (reason === null ? 0 : fleetPolicy.primaryRestMs);
    if (before !== reason) report(reason);
  }

  /** Judges an answer. An answer that is none of Gammagate's comes from a proxy in front of it. */
  function judge(answer: Response | null): Response | null {
    const reason = troubleIn(answer);
    note(reason);
    if (reason === null) return answer;
    answer?.body?.cancel().catch(() => undefined);
    return null;
  }

  const isResting = () => clock.monotonic() < restsUntil;

  async function beat(timeoutMs: number): Promise<void> {
    beatAt = clock.monotonic();
    const { name, version, region } = deployment;
    const answer = await line.send({
      method: "POST",
      path: "/api/deployments/heartbeat",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, role: "secondary", version, region }),
      caller: OWN,
      signal: AbortSignal.timeout(timeoutMs),
      hasCopies: true,
    });
    await judge(answer)
      ?.arrayBuffer()
      .catch(() => undefined);
  }

  function beatIfDue(): void {
    if (clock.monotonic() - beatAt < fleetPolicy.heartbeatMs) return;
    beating = beat(fleetPolicy.primaryStartMs);
  }

  async function readStatus(): Promise<void> {
    const answer = judge(
      await line.send({
        method: "GET",
        path: "/api/rate-limit-status",
        headers: {},
        body: null,
        caller: OWN,
        signal: AbortSignal.timeout(fleetPolicy.primaryStatusMs),
        hasCopies: true,
      }),
    );
    const body: unknown = await answer?.json().catch(() => null);
    const parsed = quotaSchema.safeParse(body);
    if (parsed.success) reading = { quota: parsed.data, readAt: clock.monotonic() };
  }

  const ageMs = () => (reading ? clock.monotonic() - reading.readAt : Number.POSITIVE_INFINITY);

  return {
    url: primary.url,
    host: new URL(primary.url).host,
    send: async (request) => {
      if (isResting()) return null;
      beatIfDue();
      const answer = await line.send(request);
      // The client left, which says nothing of the primary.
      if (answer === null && request.signal.aborted) return null;
      return judge(answer);
    },
    trouble: () => trouble,
    look: async () => {
      if (isResting() || ageMs() < fleetPolicy.primaryQuotaFreshMs) return;
      beatIfDue();
      looking ??= readStatus().finally(() => {
        looking = null;
      });
      await looking;
    },
    quota: () =>
      trouble === null && reading && ageMs() < fleetPolicy.primaryQuotaKnownMs
        ? reading.quota
        : null,
    api: () => {
      const api = reading?.quota.upstream ?? null;
      return api === "primary" ? null : api;
    },
    check: async () => {
      await beat(fleetPolicy.primaryStartMs);
      return trouble;
    },
    idle: async () => {
      await beating;
    },
  };
}

function troubleIn(answer: Response | null): TroubleReason | null {
  if (answer === null) return "unreachable";
  if (answer.headers.get(ROLE_HEADER) === "secondary") return "is-secondary";
  if (!answer.headers.has("x-request-id")) return "unreachable";
  if (answer.status >= 300 && answer.status < 400) return "unreachable";
  return answer.status === 401 ? "key-refused" : null;
}
