/**
 * Tells a webhook what its owner must act on: once for each cause in a quarter of an hour, whichever
 * process sees it first. What is seen is noted at once and sent after an answer has gone; a receiver
 * that does not answer costs nobody a moment.
 */
import type { Clock } from "@/lib/clock";
import { alertPolicy, breakerPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import type { GateView } from "./counter";

export type AlertCause =
  | "breaker-open"
  | "credentials-refused"
  | "outside-usage"
  | "quota-low"
  | "deployment-gone";

/** `subject`: the window or the deployment it is about. */
export type Alert = { cause: AlertCause; subject: string; sentence: string };

type Parts = {
  /** Null: nothing is sent, and nothing looked at. */
  url: string | null;
  store: Store;
  keys: Keys;
  clock: Pick<Clock, "monotonic">;
  deployment: string;
  /** Deployments that were heard of and are gone now. */
  findGone(): Promise<string[]>;
};

export type SeenQuota = GateView & { isLow: boolean; now: number; windowMs: number };

export function createAlerts({ url, store, keys, clock, deployment, findGone }: Parts) {
  const waiting = new Map<string, Alert>();
  const low = { since: null as number | null, seenAt: 0 };
  let fleetSeenAt = clock.monotonic();

  function raise(cause: AlertCause, subject: string, sentence: string): void {
    waiting.set(`${cause}:${subject}`, { cause, subject, sentence });
  }

  /** Low in every look for five minutes, and looked at all the while. */
  function hearQuota({ isLow, now }: SeenQuota): void {
    const isKept = isLow && now - low.seenAt <= alertPolicy.lookGapMs;
    low.since = isLow ? ((isKept ? low.since : null) ?? now) : null;
    low.seenAt = now;
    if (low.since === null || now - low.since < alertPolicy.lowForMs) return;
    raise("quota-low", "account", "Under a quarter of the quota has been left for 5 minutes.");
  }

  async function sendOne(name: string, alert: Alert): Promise<void> {
    const life = { nx: true, px: alertPolicy.onceMs } as const;
    const isFirst = await store.redis.set(keys.alert(name), deployment, life);
    if (isFirst === null || url === null) return;
    await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      // `text` is what chat services show.
      body: JSON.stringify({ ...alert, deployment, text: `Gammagate: ${alert.sentence}` }),
      redirect: "error",
      signal: AbortSignal.timeout(alertPolicy.timeoutMs),
    });
  }

  return {
    /** What a step of the gate found. */
    see(seen: SeenQuota): void {
      if (url === null) return;
      hearQuota(seen);
      const span = seen.windowMs * breakerPolicy.stepSpanOfWindow;
      for (const { name, state, reason, outsideAt } of seen.windows) {
        if (reason === "credentials" && state !== "closed") {
          raise("credentials-refused", name, "Trading Volatility refused the credentials.");
        } else if (state === "open") {
          raise("breaker-open", name, `Calls of the ${name} window are stopped: ${reason}.`);
        }
        if (outsideAt > 0 && seen.now - outsideAt < span) {
          raise("outside-usage", name, "Somebody uses this subscription outside Gammagate.");
        }
      }
    },
    /** Sends what waits. Never rejects. */
    async send(): Promise<void> {
      if (url === null) return;
      if (clock.monotonic() - fleetSeenAt >= alertPolicy.fleetLookMs) {
        fleetSeenAt = clock.monotonic();
        for (const name of await findGone().catch(() => [])) {
          raise("deployment-gone", name, `Nothing has been heard of ${name} for 5 minutes.`);
        }
      }
      const alerts = [...waiting];
      waiting.clear();
      await Promise.allSettled(alerts.map(([name, alert]) => sendOne(name, alert)));
    },
  };
}
