import type { WindowName } from "@/lib/contract/quota/quota";
import type { Charge } from "@/lib/contract/quota/quota-window";
import { costOf, guardsOf, mainOf } from "@/lib/contract/quota/window-use";
import type { Summary } from "@/lib/gate/reply/summary";
import type { WindowState } from "@/lib/gate/reply/window-state";
import { gatePolicy } from "@/lib/policy";
import { type Room, roomAt, takeRoom } from "./replay-room";

/** The rule of a grant. A batch job is granted by pacing or because it is overdue. */
type Rule = "ordinary" | "paced" | "overdue";

/**
 * A window during the replay: what is used, when its breaker opens, and how many calls it lets
 * pass.
 */
type Replayed = Room & {
  name: WindowName;
  opensAt: number;
  /** The ramp after the breaker closed: its start, its length (ms), and the calls since. */
  rampFrom: number;
  rampMs: number;
  went: number;
  /** True while half-open: the next call is the probe. No call starts before `opensAt`. */
  probes: boolean;
  /** Slots whose calls may still be queued upstream. They count for one window after the probe. */
  queued: number;
};

/** Replays the windows of a summary: returns when calls could go, and takes their grants. */
export function createReplayedWindows(summary: Summary, now: number) {
  const { window, latency, reserve } = summary;
  const spacing = Math.floor(window * gatePolicy.spacingOfWindow);
  const { limit } = mainOf(summary);
  const pacing = (cost: number) => Math.floor((window / (limit - reserve)) * cost);
  const replayed = new Map<WindowName, Replayed>();
  for (const state of Object.values(summary.windows)) {
    replayed.set(state.name, replayedOf(summary, state, now));
  }
  // Jobs share few sets of charges, and each is looked up for every grant of the replay.
  const found = new Map<readonly Charge[], Replayed[]>();
  const guards = (charges: readonly Charge[]): Replayed[] => {
    const known = found.get(charges);
    if (known) return known;
    const made = guardsOf(summary, charges).flatMap(({ name }) => replayed.get(name) ?? []);
    found.set(charges, made);
    return made;
  };
  /** The main window's probe was answered, so the upstream has processed its queued calls. */
  const countAllQueued = (at: number) => {
    for (const one of replayed.values()) countQueued(one, at + one.length + gatePolicy.toleranceMs);
  };
  const main = mainOf(summary);
  if (main.state === "half-open" && main.probedAt > 0)
    countAllQueued(landingOf(summary, main, now));
  let spacedAt = Math.max(now, summary.lastGrantAt + spacing);
  let { lastBatchAt, lastOverdueAt } = summary;

  return {
    /**
     * When a call with these charges could go: ordinary, as a paced batch job, as an overdue batch
     * job.
     */
    legalAt(charges: readonly Charge[]) {
      const all = guards(charges);
      const [main] = all;
      const cost = costOf(charges, summary.main);
      let any = spacedAt;
      for (const one of all) {
        any = Math.max(any, one.opensAt, rampAllowsAt(one));
        if (one !== main) any = Math.max(any, roomAt(one, costOf(charges, one.name), one.limit));
      }
      const mainRoom = (most: number) => (main && cost > 0 ? roomAt(main, cost, most) : 0);
      const ordinary = Math.max(any, mainRoom(limit));
      const paced = Math.max(any, mainRoom(limit - reserve), lastBatchAt + pacing(cost));
      return { ordinary, paced, overdue: Math.max(ordinary, lastOverdueAt + pacing(cost)) };
    },
    /** How much of the main window is free at a time. */
    freeAt: (at: number) => freeIn(replayed.get(summary.main)?.taken ?? [], limit, at),
    grant(charges: readonly Charge[], at: number, rule: Rule): void {
      if (rule === "overdue") lastOverdueAt = at;
      if (rule === "paced") {
        const pace = pacing(costOf(charges, summary.main));
        const due = lastBatchAt + pace;
        lastBatchAt = at - due < gatePolicy.pacingCredit * pace ? due : at;
      }
      spacedAt = at + spacing;
      for (const one of guards(charges)) {
        const cost = costOf(charges, one.name);
        takeRoom(one, cost, at, latency);
        one.went += cost;
        if (!one.probes) continue;
        // This call is the probe. When it is answered, the breaker closes and the ramp begins.
        const landsAt = at + latency;
        if (one.name === summary.main) countAllQueued(landsAt);
        Object.assign(one, { probes: false, opensAt: landsAt, rampFrom: landsAt, went: 0 });
      }
    },
  };
}

function freeIn(taken: Room["taken"], limit: number, at: number): number {
  return taken.reduce((free, one) => (one.freesAt > at ? free - one.cost : free), limit);
}

function replayedOf(summary: Summary, state: WindowState, now: number): Replayed {
  const { name, limit, length, fullUntil, used, resetsAt, usedNext } = state;
  const taken = [...state.taken];
  const isQueued = ({ state: end, charges }: Summary["slots"][number]) =>
    end === "unknown" && costOf(charges, name) > 0;
  const base = {
    queued: length > 0 ? summary.slots.filter(isQueued).length : 0,
    name,
    limit,
    length,
    fullUntil,
    taken,
    used,
    resetsAt,
    usedNext,
    rampFrom: 0,
    went: 0,
    rampMs: length > 0 ? length : summary.window,
    probes: false,
  };
  switch (state.state) {
    case "closed":
      return { ...base, opensAt: 0, rampFrom: state.rampFrom, went: state.went };
    case "open":
      // A used-up window needs no probe.
      return { ...base, opensAt: state.untilAt, probes: state.reason !== "used-up" };
    case "half-open": {
      if (state.probedAt === 0) return { ...base, opensAt: 0, probes: true };
      const landsAt = landingOf(summary, state, now);
      return { ...base, opensAt: landsAt, rampFrom: landsAt };
    }
    case "held":
      return { ...base, opensAt: state.untilAt, rampFrom: state.untilAt };
    default:
      return state satisfies never;
  }
}

/** When a probe in flight is expected to land. */
function landingOf({ latency }: Summary, { probedAt }: { probedAt: number }, now: number): number {
  return Math.max(now, probedAt + latency);
}

/** Calls that may be queued upstream count until `freesAt`. Otherwise they would free first. */
function countQueued(one: Replayed, freesAt: number): void {
  const queued = one.taken.slice(0, one.queued);
  one.taken = [
    ...one.taken.slice(one.queued),
    ...queued.map((one) => ({ ...one, freesAt: Math.max(one.freesAt, freesAt) })),
  ].sort((call, other) => call.freesAt - other.freesAt);
  one.queued = 0;
}

function rampAllowsAt({ rampFrom, rampMs, went, limit }: Replayed): number {
  if (rampFrom === 0 || limit < 2 || !Number.isFinite(rampFrom)) return 0;
  return rampFrom + Math.ceil(Math.min(went / (limit - 1), 1) * rampMs);
}
