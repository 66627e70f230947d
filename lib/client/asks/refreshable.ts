import { type AskState, askOf, isWaiting } from "@/lib/client/tab/ask-store";
import type { LocalCache } from "@/lib/client/tab/local-cache";

type Refreshable = {
  /** The symbols that one press would request now. */
  ready: string[];
  /** When the first symbol in cooldown is ready (server time, ms); 0: none is in cooldown. */
  nextReadyAt: number;
};

/**
 * Returns the symbols that Refresh selected would request. The caller's interval delays all of
 * them.
 */
export function refreshable(
  symbols: readonly string[],
  cache: Pick<LocalCache, "snapshot">,
  state: AskState,
  time: number,
): Refreshable {
  const cooling: number[] = [];
  const ready = symbols.filter((symbol) => {
    if (isWaiting(askOf(state, symbol))) return false;
    // Unlike a row's Load, this is a forced refresh even for a symbol without a cached copy.
    const readyAt = Math.max(cache.snapshot(symbol)?.readyAt ?? 0, state.callerReadyAt);
    if (readyAt > time) cooling.push(readyAt);
    return readyAt <= time;
  });
  return { ready, nextReadyAt: cooling.length === 0 ? 0 : Math.min(...cooling) };
}
