import { browserPolicy } from "@/lib/policy";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** The page's one tick, for all ages and countdowns. It runs while somebody listens. */
export function subscribeToTicks(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, browserPolicy.tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}
