import type { ProblemSlug } from "@/lib/contract/problem";
import type { Quote } from "@/lib/gate/quote";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import type { WindowState } from "@/lib/gate/summary";
import type { DeskParts } from "./parts";

/** How waiting ended. `waiting`: the time was up, and the place is kept. */
export type Waited =
  | { end: "landed"; sharedWith: number }
  | { end: "failed"; problem: ProblemSlug }
  | { end: "store-down" }
  /** `isLast`: nobody else here waits in this place, as another request of the same caller may. */
  | { end: "breaker-open"; reason: WindowState["reason"]; retryInMs: number; isLast: boolean }
  | { end: "waiting" };

type Wait = {
  ask: Ask;
  place: EnteredPlace;
  /** The first quote, from the step that gave the place. */
  quote: Quote | undefined;
  waitMs: number;
  /** Aborts when the asker leaves or the process goes down: waiting ends, the place is kept. */
  signal: AbortSignal;
};

/** Waits for the end of a job, at most `waitMs`; an open breaker that outlasts it ends it too. */
export async function waitInLine(desk: DeskParts, wait: Wait): Promise<Waited> {
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
    const retryInMs = breaker.untilAt - now;
    const leftMs = endsAt - clock.monotonic();
    // One under way may still land; one in line cannot before the breaker lets a probe go.
    const isStuck = breaker.state === "open" || breaker.state === "held";
    if (isStuck && progress.quote.position > 0 && retryInMs > leftMs)
      finish({ end: "breaker-open", reason: breaker.reason, retryInMs, isLast: true });
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
