import { type AskState, askOf, isWaiting } from "./ask-store";
import type { Held } from "./held";

type Refreshable = {
  /** What one press asks for now. */
  ready: string[];
  /** When the first of those that cool down is ready (server time, ms); 0: none does. */
  nextReadyAt: number;
};

/** Which of the symbols Refresh selected would ask for. Each waits for the caller's interval too. */
export function refreshable(
  symbols: readonly string[],
  held: Pick<Held, "snapshot">,
  state: AskState,
  time: number,
): Refreshable {
  const cooling: number[] = [];
  const ready = symbols.filter((symbol) => {
    if (isWaiting(askOf(state, symbol))) return false;
    // Unlike the Load of a row, this is forced for a symbol that is not held as well.
    const readyAt = Math.max(held.snapshot(symbol)?.readyAt ?? 0, state.callerReadyAt);
    if (readyAt > time) cooling.push(readyAt);
    return readyAt <= time;
  });
  return { ready, nextReadyAt: cooling.length === 0 ? 0 : Math.min(...cooling) };
}
