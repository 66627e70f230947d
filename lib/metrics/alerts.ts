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
import { createOutbox, type Outbox } from "./outbox";

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

export function createAlerts({ url, findGone, ...parts }: Parts) {
  const { clock } = parts;
  const outbox = url === null ? null : createOutbox({ ...parts, url });
  const low = { since: null as number | null, seenAt: 0 };
  /** When outside usage was last told of, by window: it shows for a while. */
  const outsideTold = new Map<string, number>();
  let fleetSeenAt = clock.monotonic();

  /** Low in every look for five minutes, and looked at all the while. */
  function hearQuota({ put }: Outbox, { isLow, now }: SeenQuota): void {
    const isKept = isLow && now - low.seenAt <= alertPolicy.lookGapMs;
    low.since = isLow ? ((isKept ? low.since : null) ?? now) : null;
    low.seenAt = now;
    if (low.since === null || now - low.since < alertPolicy.lowForMs) return;
    const sentence = "Under a quarter of the quota has been left for 5 minutes.";
    put({ cause: "quota-low", subject: "account", sentence });
  }

  function hearOutside({ put }: Outbox, subject: string, outsideAt: number): void {
    if (outsideAt <= (outsideTold.get(subject) ?? 0)) return;
    const sentence = "Somebody uses this subscription outside Gammagate.";
    if (put({ cause: "outside-usage", subject, sentence })) outsideTold.set(subject, outsideAt);
  }

  async function lookAtFleet({ put }: Outbox): Promise<void> {
    if (clock.monotonic() - fleetSeenAt < alertPolicy.fleetLookMs) return;
    fleetSeenAt = clock.monotonic();
    for (const subject of await findGone().catch(() => [])) {
      const sentence = `Nothing has been heard of ${subject} for 5 minutes.`;
      put({ cause: "deployment-gone", subject, sentence });
    }
  }

  return {
    /** What a step of the gate found. */
    see(seen: SeenQuota): void {
      if (outbox === null) return;
      hearQuota(outbox, seen);
      const span = seen.windowMs * breakerPolicy.stepSpanOfWindow;
      for (const window of seen.windows) {
        hearBreaker(outbox, window);
        if (seen.now - window.outsideAt < span) hearOutside(outbox, window.name, window.outsideAt);
      }
    },
    /** The store cannot be used, and why. */
    seeStore(reason: string): void {
      const sentence = `The store cannot be used: ${reason.replaceAll("-", " ")}. No call is made.`;
      outbox?.put({ cause: "store-trouble", subject: reason, sentence });
    },
    /** Sends what waits. Never rejects. */
    async send(): Promise<void> {
      if (outbox === null) return;
      await lookAtFleet(outbox);
      await outbox.send();
    },
  };
}

function hearBreaker({ put }: Outbox, { name, state, reason }: GateView["windows"][number]): void {
  if (reason === "credentials" && state !== "closed") {
    const sentence = "Trading Volatility refused the credentials.";
    put({ cause: "credentials-refused", subject: name, sentence });
  } else if (state === "open") {
    const sentence = `Calls of the ${name} window are stopped: ${reason}.`;
    put({ cause: "breaker-open", subject: name, sentence });
  }
}
