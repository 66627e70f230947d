import type { Clock } from "@/lib/clock";
import { alertPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";

export type AlertCause =
  | "breaker-open"
  | "credentials-refused"
  | "outside-usage"
  | "quota-low"
  | "deployment-gone"
  | "store-trouble";

/** `subject`: the window, the deployment or the trouble it is about. */
type Alert = { cause: AlertCause; subject: string; sentence: string };

export type Outbox = ReturnType<typeof createOutbox>;

/** Alerts on their way: of all processes that see a cause, one sends it, until it is taken. */
export function createOutbox(parts: {
  url: string;
  store: Store;
  keys: Keys;
  clock: Pick<Clock, "monotonic">;
  deployment: string;
}) {
  const { url, store, keys, clock, deployment } = parts;
  const waiting = new Map<string, Alert>();
  /** Until when a cause is left alone here, on the monotonic clock: its mark stands. */
  const restsUntil = new Map<string, number>();

  function rests(name: string): boolean {
    const until = restsUntil.get(name);
    return until !== undefined && until > clock.monotonic();
  }

  /**
   * Whoever sets the mark sends; without the store each process for itself. Only what was taken is
   * marked for long: else it is sent again.
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
    /** Whether it is to be sent: while its mark stands, what is seen again says nothing new. */
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

/** Whether the receiver took it. */
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
