import type { ProblemSlug } from "@/lib/contract/problem";
import type { Services } from "@/lib/desk/base/services";
import type { Quote } from "@/lib/gate/quote/quote";
import type { StoppedWindow } from "@/lib/gate/reply/window-state";
import type { Ask, EnteredPlace } from "@/lib/gate/step";

/** How a wait ended. `waiting`: time is up, and the ticket stays in queue. */
export type Waited =
  | { end: "landed"; sharedWith: number }
  | { end: "failed"; problem: ProblemSlug }
  | { end: "store-down" }
  /** `isLast`: no other request in this process waits with the same ticket. */
  | { end: "breaker-open"; breaker: StoppedWindow; now: number; isLast: boolean }
  | { end: "waiting" };

type Wait = {
  ask: Ask;
  place: EnteredPlace;
  /** The first quote, from the step that issued the ticket. */
  quote: Quote | undefined;
  waitMs: number;
  /**
   * Aborts when the client disconnects or the process shuts down. The wait ends; the ticket stays.
   */
  signal: AbortSignal;
};

/**
 * Waits up to `waitMs` for a job to end. Returns early if the breaker will stay open longer than
 * that.
 */
export async function waitInQueue(
  desk: Pick<Services, "clock" | "pump">,
  wait: Wait,
): Promise<Waited> {
  const { clock, pump } = desk;
  const endsAt = clock.monotonic() + wait.waitMs;
  const done = new AbortController();
  let sharedWith = wait.quote?.sharedWith ?? 0;
  let waited: Waited = { end: "waiting" };
  const finish = (how: Waited) => {
    if (done.signal.aborted) return;
    waited = how;
    done.abort();
  };
  const stop = pump.watch(wait.place, wait.ask, (progress) => {
    if (progress.state === "landed") return finish({ end: "landed", sharedWith });
    if (progress.state === "failed") return finish({ end: "failed", problem: progress.problem });
    if (progress.state === "store-down") return finish({ end: "store-down" });
    sharedWith = progress.quote.sharedWith;
    const { breaker, now } = progress;
    const leftMs = endsAt - clock.monotonic();
    // A call in flight may still land. A queued job cannot before the breaker lets a probe through.
    if (breaker.state !== "open" && breaker.state !== "held") return;
    if (progress.quote.position > 0 && breaker.untilAt - now > leftMs)
      finish({ end: "breaker-open", breaker, now, isLast: true });
  });
  const leave = () => finish({ end: "waiting" });
  wait.signal.addEventListener("abort", leave, { once: true });
  if (wait.signal.aborted) leave();
  await clock.sleep(wait.waitMs, done.signal);
  wait.signal.removeEventListener("abort", leave);
  return stopped(waited, stop());
}

function stopped(waited: Waited, isLast: boolean): Waited {
  return waited.end === "breaker-open" ? { ...waited, isLast } : waited;
}
