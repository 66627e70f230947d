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
import { createPrimaryLine, type PrimaryLine, type PrimaryRequest } from "./primary-line";

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
const OWN = { caller: "deployment", hasCopies: true };

export function createPrimary(parts: Parts): Primary {
  const { primary, clock } = parts;
  const line = createPrimaryLine({ ...primary, clock });
  const health = createHealth(parts);
  const beats = createBeats(parts, line, health);
  const status = createStatus(parts, line, health);
  return {
    url: primary.url,
    host: new URL(primary.url).host,
    trouble: health.trouble,
    quota: () => (health.trouble() === null ? status.known() : null),
    api: status.api,
    idle: beats.idle,
    send: async (request) => {
      if (health.isResting()) return null;
      beats.sendIfDue();
      const answer = await line.send(request);
      // The client left, which says nothing of the primary.
      if (answer === null && request.signal.aborted) return null;
      return health.judge(answer);
    },
    look: async () => {
      if (health.isResting()) return;
      beats.sendIfDue();
      await status.look();
    },
    check: async () => {
      await beats.send();
      return health.trouble();
    },
  };
}

type Health = ReturnType<typeof createHealth>;

/** What the last answers say of the primary. */
function createHealth({ clock, report }: Pick<Parts, "clock" | "report">) {
  let trouble: PrimaryTrouble | null = null;
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    trouble: () => trouble,
    /** It did not respond a moment ago. */
    isResting: () => clock.monotonic() < restsUntil,
    /** Returns a usable answer. Null, and a note of the trouble, for any other. */
    judge(answer: Response | null): Response | null {
      const reason = troubleIn(answer);
      const before = trouble?.reason ?? null;
      trouble = reason === null ? null : { reason, since: trouble?.since ?? clock.now() };
      restsUntil = clock.monotonic() + (reason === null ? 0 : fleetPolicy.primaryRestMs);
      if (before !== reason) report(reason);
      if (reason === null) return answer;
      answer?.body?.cancel().catch(() => undefined);
      return null;
    },
  };
}

/** Heartbeats, sent when a request shows that this deployment is in use. */
function createBeats({ deployment, clock }: Parts, line: PrimaryLine, health: Health) {
  const { name, version, region } = deployment;
  let sentAt = Number.NEGATIVE_INFINITY;
  let sending: Promise<void> = Promise.resolve();

  async function send(): Promise<void> {
    sentAt = clock.monotonic();
    const answer = await line.send({
      ...OWN,
      method: "POST",
      path: "/api/deployments/heartbeat",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, role: "secondary", version, region }),
      signal: AbortSignal.timeout(fleetPolicy.primaryStartMs),
    });
    await health
      .judge(answer)
      ?.arrayBuffer()
      .catch(() => undefined);
  }

  return {
    send,
    sendIfDue(): void {
      if (clock.monotonic() - sentAt >= fleetPolicy.heartbeatMs) sending = send();
    },
    idle: () => sending,
  };
}

/** The primary's quota, read when a page or a status answer needs it. */
function createStatus({ clock }: Parts, line: PrimaryLine, health: Health) {
  let reading: { quota: Quota; readAt: number } | null = null;
  let looking: Promise<void> | null = null;
  const isWithin = (ms: number) => reading !== null && clock.monotonic() - reading.readAt < ms;

  async function read(): Promise<void> {
    const signal = AbortSignal.timeout(fleetPolicy.primaryStatusMs);
    const path = "/api/rate-limit-status";
    const asked = { ...OWN, method: "GET", path, headers: {}, body: null, signal };
    const answer = health.judge(await line.send(asked));
    const body: unknown = await answer?.json().catch(() => null);
    const parsed = quotaSchema.safeParse(body);
    if (parsed.success) reading = { quota: parsed.data, readAt: clock.monotonic() };
  }

  return {
    known: () => (isWithin(fleetPolicy.primaryQuotaKnownMs) ? (reading?.quota ?? null) : null),
    api: () => {
      const api = reading?.quota.upstream ?? null;
      return api === "primary" ? null : api;
    },
    look: async () => {
      if (isWithin(fleetPolicy.primaryQuotaFreshMs)) return;
      looking ??= read().finally(() => {
        looking = null;
      });
      await looking;
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
