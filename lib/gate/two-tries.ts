import type { Clock } from "@/lib/clock";
import { storePolicy } from "@/lib/policy";
import type { Script, Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";

type Parts = { store: Store; script: Script; key: string; clock: Clock };

/**
 * Sends a step, and a second time with the same id when the outcome is unknown: no reply within
 * `firstTryMs`, or a broken connection. Both tries share `requestBudgetMs`. Rejects with
 * StoreFault.
 *
 * Over HTTP each try may have to open its own connection: three round trips after a few quiet
 * seconds. So the first try stays open during the second, and the first reply is used. On a single
 * connection the second try would wait behind the first, so the first is abandoned.
 */
export function createTwoTries({ store, script, key, clock }: Parts) {
  const { firstTryMs, requestBudgetMs } = storePolicy;
  const send = (sent: object, timeoutMs: number) =>
    store.run(script, [key], [JSON.stringify(sent)], timeoutMs);
  const replay = (sent: object, startedAt: number) => {
    const left = requestBudgetMs - (clock.monotonic() - startedAt);
    return send({ ...sent, again: true }, Math.max(left, 1));
  };

  async function oneAfterTheOther(sent: object): Promise<unknown> {
    const startedAt = clock.monotonic();
    try {
      return await send(sent, firstTryMs);
    } catch (fault) {
      if (!isUnknown(fault)) throw fault;
      return replay(sent, startedAt);
    }
  }

  async function sideBySide(sent: object): Promise<unknown> {
    const startedAt = clock.monotonic();
    const first = send(sent, requestBudgetMs);
    const over = new AbortController();
    const silence = clock.sleep(firstTryMs, over.signal).then(() => "silent" as const);
    const end = first.then(
      () => "answered" as const,
      (fault: unknown) => {
        if (!isUnknown(fault)) throw fault;
        return "unknown" as const;
      },
    );
    const early = await Promise.race([end, silence]).finally(() => over.abort());
    if (early === "answered") return first;
    return Promise.any([first, replay(sent, startedAt)]).catch(({ errors }: AggregateError) => {
      throw errors.at(-1);
    });
  }

  return store.kind === "upstash" ? sideBySide : oneAfterTheOther;
}

function isUnknown(fault: unknown): boolean {
  return (
    fault instanceof StoreFault && (fault.reason === "timeout" || fault.reason === "unreachable")
  );
}
