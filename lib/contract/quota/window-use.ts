/** How calls use the windows of a gate's quota. Times: ms. */
import type { WindowName } from "./quota";
import type { Charge } from "./quota-window";

/** The cost of one call in a rolling window, and until when it counts. */
export type Taken = { cost: number; freesAt: number };

/** The windows of a gate, by name. The main one stops every call. */
type Windows<W> = { main: WindowName; windows: Readonly<Record<WindowName, W>> };

/** A window by its name. Throws for a name that this gate does not know. */
export function windowOf<W>({ windows }: Pick<Windows<W>, "windows">, name: WindowName): W {
  const found = windows[name];
  if (found === undefined) throw new Error(`the gate has no window ${name}`);
  return found;
}

/** The main window: spacing, reserve and pacing follow it. */
export function mainOf<W>(gate: Windows<W>): W {
  return windowOf(gate, gate.main);
}

/**
 * The windows whose breakers must let such a call pass: the main one, then the others it charges.
 */
export function guardsOf<W>(gate: Windows<W>, charges: readonly Charge[]): W[] {
  const others = charges.filter(({ window }) => window !== gate.main);
  return [mainOf(gate), ...others.map(({ window }) => windowOf(gate, window))];
}

/** The most specific window that a call charges. The main one when it charges none. */
export function ownWindowOf({ main }: { main: WindowName }, charges: readonly Charge[]) {
  return charges.at(-1)?.window ?? main;
}

/** The cost of such a call in a window; 0 when it does not count there. */
export function costOf(charges: readonly Charge[], name: WindowName): number {
  return charges.find(({ window }) => window === name)?.cost ?? 0;
}

type Use = {
  /** Length of a rolling window, ms; 0 for a calendar window. */
  length: number;
  taken: readonly Taken[];
  /** Calendar window: used in this period, when it certainly ends, and used in the next period. */
  used: number;
  resetsAt: number;
  usedNext: number;
};

/** How much of a window is used at a time. */
export function usedOf({ length, taken, used, resetsAt, usedNext }: Use, now: number): number {
  if (length === 0) return now >= resetsAt ? usedNext : used;
  return taken.reduce((sum, { cost, freesAt }) => (freesAt > now ? sum + cost : sum), 0);
}

/** A breaker. `untilAt`: until when it stops calls; absent where nothing is timed. */
type Guard = { state: "closed" | "half-open" | "open" | "held"; untilAt?: number };

/** Order of the states by how long they stop a call. */
const SEVERITY: Record<Guard["state"], number> = { closed: 0, "half-open": 1, open: 2, held: 3 };

/** The window whose breaker stops such a call the longest. A closed one when none does. */
export function breakerFor<W extends Guard>(gate: Windows<W>, charges: readonly Charge[]): W {
  return guardsOf(gate, charges).reduce((one, other) => {
    const more = SEVERITY[other.state] - SEVERITY[one.state];
    return more > 0 || (more === 0 && endOf(other) > endOf(one)) ? other : one;
  });
}

const endOf = ({ untilAt = 0 }: Guard) => untilAt;
