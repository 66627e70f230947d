/**
 * Sends alerts to a webhook: one per cause in a quarter of an hour, from whichever process sees it
 * first. Alerts are noted at once and sent after the response, so a receiver that does not respond
 * delays no one.
 */
import type { Clock } from "@/lib/clock";
import { shareLevel } from "@/lib/contract/admin/key-use";
import { alertPolicy, breakerPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import type { GateView } from "./counter";
import { createOutbox, type Outbox } from "./outbox";

type Parts = {
  /** Null: alerts are off. */
  url: string | null;
  store: Store;
  keys: Keys;
  clock: Pick<Clock, "monotonic">;
  deployment: string;
  /** Returns deployments that were seen and have stopped. */
  findGone(): Promise<string[]>;
};

export type SeenQuota = GateView & {
  isLow: boolean;
  now: number;
  windowMs: number;
  /** Upstream keys that the upstream refuses, by the deployments that used them. */
  refusedKeys: readonly { deployment: string }[];
  /** What each access key with a share uses of it now. `name`: for people. */
  shares: readonly { name: string; used: number; share: number }[];
};

export function createAlerts({ url, findGone, ...parts }: Parts) {
  const { clock } = parts;
  const outbox = url === null ? null : createOutbox({ ...parts, url });
  const low = { since: null as number | null, seenAt: 0 };
  /** When outside usage was last reported, by window. It stays visible for a while. */
  const outsideReportedAt = new Map<string, number>();
  let fleetSeenAt = clock.monotonic();

  /** Alerts when the quota was low in every reading for five minutes. */
  function checkQuota({ put }: Outbox, { isLow, now }: SeenQuota): void {
    const isKept = isLow && now - low.seenAt <= alertPolicy.lookGapMs;
    low.since = isLow ? ((isKept ? low.since : null) ?? now) : null;
    low.seenAt = now;
    if (low.since === null || now - low.since < alertPolicy.lowForMs) return;
    const sentence = "Less than 25% of the quota left for 5 min.";
    put({ cause: "quota-low", subject: "account", sentence });
  }

  function reportOutside({ put }: Outbox, subject: string, outsideAt: number): void {
    if (outsideAt <= (outsideReportedAt.get(subject) ?? 0)) return;
    const sentence =
      "API calls detected outside Gammagate. Another deployment with another store may use the same key.";
    if (put({ cause: "outside-usage", subject, sentence }))
      outsideReportedAt.set(subject, outsideAt);
  }

  async function lookAtFleet({ put }: Outbox): Promise<void> {
    if (clock.monotonic() - fleetSeenAt < alertPolicy.fleetLookMs) return;
    fleetSeenAt = clock.monotonic();
    for (const subject of await findGone().catch(() => [])) {
      const sentence = `No heartbeat from ${subject} for 5 min.`;
      put({ cause: "deployment-gone", subject, sentence });
    }
  }

  return {
    /** Takes what a gate step found. */
    see(seen: SeenQuota): void {
      if (outbox === null) return;
      checkQuota(outbox, seen);
      for (const { deployment: subject } of seen.refusedKeys) reportRefusedKey(outbox, subject);
      for (const share of seen.shares) reportShare(outbox, share);
      const span = seen.windowMs * breakerPolicy.stepSpanOfWindow;
      for (const window of seen.windows) {
        reportBreaker(outbox, window);
        if (seen.now - window.outsideAt < span)
          reportOutside(outbox, window.name, window.outsideAt);
      }
    },
    /** Takes the reason why the store cannot be used. */
    seeStore(reason: string, sentence = storeSentence(reason)): void {
      outbox?.put({ cause: "store-trouble", subject: reason, sentence });
    },
    /** Sends pending alerts. Never rejects. */
    async send(): Promise<void> {
      if (outbox === null) return;
      await lookAtFleet(outbox);
      await outbox.send();
    },
  };
}

function reportRefusedKey({ put }: Outbox, subject: string): void {
  const sentence = `Trading Volatility rejected the API key of ${subject}.`;
  put({ cause: "key-refused", subject, sentence });
}

function reportShare({ put }: Outbox, { name, used, share }: SeenQuota["shares"][number]): void {
  const level = shareLevel(used, share);
  if (level === null || level === "within") return;
  const has = `The access key ${name} uses ${used} of its share of ${share} calls per window`;
  const sentence = {
    high: `${has} (80% or more).`,
    full: `${has} (95% or more).`,
    over: `The access key ${name} uses ${used} calls per window, over its share of ${share}. It uses calls that others leave.`,
  }[level];
  put({ cause: `share-${level}`, subject: name, sentence });
}

function reportBreaker(
  { put }: Outbox,
  { name, state, reason = "" }: GateView["windows"][number],
): void {
  if (reason === "credentials" && state !== "closed") {
    const sentence = "Trading Volatility rejected the API key.";
    put({ cause: "credentials-refused", subject: name, sentence });
  } else if (state === "open") {
    const sentence = `Circuit breaker open (${name}): ${REASON_WORDS[reason] ?? reason}.`;
    put({ cause: "breaker-open", subject: name, sentence });
  }
}

/** Why a breaker is open, for a pager. */
const REASON_WORDS: Record<string, string> = {
  limited: "rate limited",
  failing: "upstream failing",
  "not-allowed": "not in the plan",
  "used-up": "quota used up",
};

function storeSentence(reason: string): string {
  return reason === "out-of-memory"
    ? "The store is full. Cached data and ended scans are dropped; when none are left, API calls stop."
    : `The store cannot be used: ${reason.replaceAll("-", " ")}. API calls are stopped.`;
}
