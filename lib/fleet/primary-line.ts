import type { Clock } from "@/lib/clock";
import { CALLER_HEADER } from "@/lib/contract/values/deployment-headers";
import { fleetPolicy } from "@/lib/policy";

export type PrimaryRequest = {
  method: string;
  /** Path and query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  /** The caller's opaque id here. */
  caller: string;
  /** Aborts when the client leaves. */
  signal: AbortSignal;
  /** Whether saved data can be shown instead, so that waiting for a frozen primary is short. */
  hasCopies: boolean;
};

type Parts = { url: string; key: string; clock: Clock };

/** Sends requests to the primary with the key. */
export type PrimaryLine = {
  /** The answer when its headers have arrived. Null: none came. Never rejects. */
  send(request: PrimaryRequest): Promise<Response | null>;
};

export function createPrimaryLine({ url, key, clock }: Parts): PrimaryLine {
  /** A redirect would take the key elsewhere. Next must neither cache nor share the answer. */
  const fixed = { redirect: "manual", cache: "no-store" } as const;

  async function answersPing(timeoutMs: number): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await fetch(`${url}/api/health`, { ...fixed, signal });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  /** Ends an attempt when the primary answers no ping either: it is frozen, or its host is gone. */
  async function watch(attempt: AbortController, over: AbortSignal, pingMs: number) {
    let restMs: number = fleetPolicy.primaryPingAfterMs;
    for (;;) {
      await clock.sleep(restMs, over);
      if (over.aborted) return;
      if (!(await answersPing(pingMs))) return attempt.abort();
      restMs = fleetPolicy.primaryPingEveryMs;
    }
  }

  return {
    send: async ({ method, path, headers, body, caller, signal, hasCopies }) => {
      const attempt = new AbortController();
      const over = new AbortController();
      signal.addEventListener("abort", () => attempt.abort(), { once: true });
      if (signal.aborted) return null;
      const { withCopies, withoutCopies } = fleetPolicy.primaryPingMs;
      void watch(attempt, over.signal, hasCopies ? withCopies : withoutCopies);
      try {
        return await fetch(`${url}${path}`, {
          ...fixed,
          method,
          headers: {
            ...headers,
            authorization: `Bearer ${key}`,
            [CALLER_HEADER]: caller,
            "accept-encoding": "identity",
          },
          body,
          signal: attempt.signal,
        });
      } catch {
        return null;
      } finally {
        over.abort();
      }
    },
  };
}
