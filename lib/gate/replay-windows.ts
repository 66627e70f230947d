import type { WindowName } from "@/lib/contract/quota";
import { gatePolicy } from "@/lib/policy";
import type { Summary, WindowState } from "./summary";

/** By which rule a call was granted: a batch job by pacing, or because it is overdue. */
type Rule = "ordinary" | "paced" | "overdue";

/** One window as it will be: when its slots free, and from when its breaker lets how many through. */
type Replayed = {
  limit: number;
  /** Soonest first. */
  frees: number[];
  opensAt: number;
  /** The ramp after it closed: since when, and how many went. */
  rampFrom: number;
  went: number;
  /** Half-open until its probe has landed: then nothing goes before this. */
  probes: boolean;
};

/** The windows replayed forward from a summary: the moments at which calls could go, as they go. */
export function createReplayedWindows(summary: Summary, now: number) {
  const { window, latency, reserve } = summary;
  const spacing = Math.floor(window * gatePolicy.spacingOfWindow);
  const { limit } = summary.windows.account;
  const pacing = Math.floor(window / (limit - reserve));
  const perCall = latency + window + gatePolicy.toleranceMs;
  const { windows } = summary;
  const replayed = {
    account: replayedOf(summary, windows.account, now),
    realtime: replayedOf(summary, windows.realtime, now),
    expensive: replayedOf(summary, windows.expensive, now),
  };
  const { account } = replayed;
  const charged = (name: WindowName) =>
    name === "account" ? [account] : [account, replayed[name]];
  let spacedAt = Math.max(now, summary.fullUntil, summary.lastGrantAt + spacing);
  let { lastBatchAt, lastOverdueAt } = summary;

  return {
    /** When a call of a class could go: ordinary, as a paced batch job, as an overdue one. */
    legalAt(name: WindowName) {
      const own = charged(name).map((one) =>
        Math.max(
          one.opensAt,
          rampAllowsAt(one, window),
          one === account ? 0 : roomAt(one, one.limit),
        ),
      );
      const any = Math.max(spacedAt, ...own);
      const ordinary = Math.max(any, roomAt(account, limit));
      const paced = Math.max(any, roomAt(account, limit - reserve), lastBatchAt + pacing);
      return { ordinary, paced, overdue: Math.max(ordinary, lastOverdueAt + pacing) };
    },
    grant(name: WindowName, at: number, rule: Rule): void {
      if (rule === "overdue") lastOverdueAt = at;
      if (rule === "paced") {
        const due = lastBatchAt + pacing;
        lastBatchAt = at - due < gatePolicy.pacingCredit * pacing ? due : at;
      }
      spacedAt = at + spacing;
      for (const one of charged(name)) {
        insert(one.frees, at + perCall);
        one.went += 1;
        if (!one.probes) continue;
        // The probe: it closes when it lands, and the ramp begins.
        Object.assign(one, {
          probes: false,
          opensAt: at + latency,
          rampFrom: at + latency,
          went: 0,
        });
      }
    },
  };
}

function replayedOf(summary: Summary, state: WindowState, now: number): Replayed {
  const frees = summary.slots
    .filter(({ window }) => state.name === "account" || window === state.name)
    .map(({ freesAt }) => freesAt)
    .sort((one, other) => one - other);
  const { limit, rampFrom, went, untilAt, probedAt } = state;
  const base = { limit, frees, rampFrom, went, probes: false };
  switch (state.state) {
    case "closed":
      return { ...base, opensAt: 0 };
    case "open":
      return { ...base, opensAt: untilAt, probes: true };
    case "half-open": {
      if (probedAt === 0) return { ...base, opensAt: 0, probes: true };
      const landsAt = Math.max(now, probedAt + summary.latency);
      return { ...base, opensAt: landsAt, rampFrom: landsAt, went: 0 };
    }
    case "held":
      return { ...base, opensAt: untilAt };
    default:
      return state.state satisfies never;
  }
}

/** In its place: a call that timed out counts longer than those that come after it. */
function insert(frees: number[], at: number): void {
  let place = frees.length;
  while (place > 0 && (frees[place - 1] ?? 0) > at) place -= 1;
  frees.splice(place, 0, at);
}

/** Fewer than `count` count once the `count`-th latest has freed. */
function roomAt({ frees }: Replayed, count: number): number {
  return frees[frees.length - count] ?? 0;
}

function rampAllowsAt({ rampFrom, went, limit }: Replayed, windowMs: number): number {
  if (rampFrom === 0 || limit < 2) return 0;
  return rampFrom + Math.ceil(Math.min(went / (limit - 1), 1) * windowMs);
}
