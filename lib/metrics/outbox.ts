import type { Clock } from "@/lib/clock";
import type { ShareLevel } from "@/lib/contract/admin/key-use";
import { alertPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";

export type AlertCause =
  | "breaker-open"
  | "credentials-refused"
  | "key-refused"
  | "outside-usage"
  | "quota-low"
  | "deployment-gone"
  | `share-${Exclude<ShareLevel, "within">}`
  | "store-trouble";

/** `subject`: the affected window, deployment or fault. */
type Alert = { cause: AlertCause; subject: string; sentence: string };

export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Pending alerts. Of all processes that see a cause, one sends it, until the receiver accepts it.
 */
export function createOutbox(parts: {
  url: string;
  store: Store;
  keys: Keys;
  clock: Pick<Clock, "monotonic">;
  deployment: string;
}) {
  const { url, store, keys, clock, deployment } = parts;
  const waiting = new Map<string, Alert>();
  /**
   * Until when a cause is not sent from here (monotonic ms), because its mark in the store exists.
   */
  const restsUntil = new Map<string, number>();

  function rests(name: string): boolean {
    const until = restsUntil.get(name);
    return until !== undefined && until > clock.monotonic();
  }

  /**
   * The process that sets the mark sends. Without the store each process sends for itself. The mark
   * lasts only if the receiver accepted; otherwise the alert is sent again.
   */
  async function sendOne(name: string, alert: Alert): Promise<void> {
    const { onceMs, retryMs } = alertPolicy;
    const mark = (life: { nx: true; px: number } | { px: number }) =>
      store.redis.set(keys.alert(name), deployment, life);
    const isFirst = await mark({ nx: true, px: retryMs }).then(
      (before) => before !== null,
      () => true,
    );
    const isTaken = isFirst && (await post(url, { ...alert, deployment }));
    restsUntil.set(name, clock.monotonic() + (isTaken ? onceMs : retryMs));
    if (isTaken) await mark({ px: onceMs }).catch(() => undefined);
    else if (isFirst) waiting.set(name, alert);
  }

  return {
    /** Adds an alert. Returns false while its mark exists, because a repeat is no news. */
    put(alert: Alert): boolean {
      const name = `${alert.cause}:${alert.subject}`;
      if (rests(name)) return false;
      waiting.set(name, alert);
      return true;
    },
    /** Never rejects. */
    async send(): Promise<void> {
      const due = [...waiting].filter(([name]) => !rests(name));
      for (const [name] of due) waiting.delete(name);
      await Promise.allSettled(due.map(([name, alert]) => sendOne(name, alert)));
    },
  };
}

/** Returns whether the receiver accepted the alert. */
async function post(url: string, alert: Alert & { deployment: string }): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      // `text` is what chat services show.
      body: JSON.stringify({ ...alert, text: `Gammagate: ${alert.sentence}` }),
      redirect: "error",
      signal: AbortSignal.timeout(alertPolicy.timeoutMs),
    });
    void answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
