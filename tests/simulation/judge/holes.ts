import { worstWindow } from "../../support/fake-upstream/fake-arrivals";
import type { Arrival } from "../upstream";
import type { Ledger } from "./ledger";

/**
 * The arrivals that no gate in front of an upstream can prevent. A stalled upstream queues requests
 * and counts them when it resumes, even if their senders have left:
 *   probe      the call that tests whether the upstream works again. It arrives in addition to the
 *              queued calls, since nothing else shows whether those are over
 *   forgotten  a call that the upstream had queued beyond `hold`, and whose slot the store lost
 */
export type Hole = "probe" | "forgotten";

type Parts = { arrivals: Arrival[]; grantOf: Ledger["grantOf"]; windowMs: number };

/** The count of each kind, and the most arrivals in any window including them. */
export type Holes = Record<Hole, number> & { worst: number };

/** Finds these arrivals. Returns them, and the most other arrivals in any window. */
export function setHolesAside(parts: Parts): { holes: Holes; worst: number } {
  const { arrivals, grantOf, windowMs } = parts;
  const outlived = arrivals.filter((arrival) => {
    const grant = grantOf(arrival.key, arrival.grantedAt);
    return arrival.wasQueued && grant !== undefined && arrival.at > grant.holdsUntil;
  });
  const holeOf = (arrival: Arrival): Hole | null => {
    const grant = grantOf(arrival.key, arrival.grantedAt);
    if (grant?.isForgotten && outlived.includes(arrival)) return "forgotten";
    const isBeside = outlived.some(({ at }) => Math.abs(at - arrival.at) < windowMs);
    return grant?.isProbe && isBeside ? "probe" : null;
  };
  const held = arrivals.filter((arrival) => holeOf(arrival) === null);
  const count = (hole: Hole) => arrivals.filter((arrival) => holeOf(arrival) === hole).length;
  return {
    holes: {
      probe: count("probe"),
      forgotten: count("forgotten"),
      worst: worst(arrivals, windowMs),
    },
    worst: worst(held, windowMs),
  };
}

const worst = (arrivals: Arrival[], windowMs: number) =>
  worstWindow(
    arrivals.map(({ at }) => at),
    windowMs,
  );

export function addHoles(one: Holes, other: Holes): Holes {
  return {
    probe: one.probe + other.probe,
    forgotten: one.forgotten + other.forgotten,
    worst: Math.max(one.worst, other.worst),
  };
}
