import { createSubscribable } from "@/lib/client/subscribable";
import { browserPolicy } from "@/lib/policy";

const ticks = createSubscribable();
let timer: ReturnType<typeof setInterval> | null = null;

/**
 * The page's only timer that repeats: ages and countdowns on screen change each second. It reads a
 * clock and requests nothing. Runs while it has subscribers.
 */
export function subscribeToTicks(listener: () => void): () => void {
  const unsubscribe = ticks.subscribe(listener);
  timer ??= setInterval(() => ticks.notify(), browserPolicy.tickMs);
  return () => {
    unsubscribe();
    if (ticks.hasListeners() || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}
