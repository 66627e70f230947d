import type { LineRow } from "@/lib/contract/admin/dashboard-line";
import type { Charge } from "@/lib/contract/quota/quota-window";
import { costOf, guardsOf, mainOf, usedOf } from "@/lib/contract/quota/window-use";
import { whyClosed } from "@/lib/desk/answer/why-closed";
import { NO_DEPLOYMENT } from "@/lib/desk/queue/why-stuck";
import type { DetailedGateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Detail } from "@/lib/gate/quote/detail";
import type { Summary } from "@/lib/gate/reply/summary";
import type { WindowState } from "@/lib/gate/reply/window-state";
import { gatePolicy } from "@/lib/policy";

type Waiting = Pick<LineRow, "holdup" | "why">;
type DetailedJob = Detail["line"][number];

const BATCH = 3;
const seconds = (ms: number) => `${Math.max(0, Math.ceil(ms / 100) / 10)}s`;

/** Returns why a job is not called now: the first gate rule that stops it, most general first. */
export function whyWaiting(
  gateSnapshot: DetailedGateSnapshot,
  job: DetailedJob,
  position: number,
): Waiting {
  const { summary, now } = gateSnapshot;
  if (job.underWay) {
    return {
      holdup: "under-way",
      why: `In flight for ${seconds(now - job.grantedAt)}.`,
    };
  }
  if (summary.fullUntil > now) {
    const why = `Starting up: earlier calls may still count against the limit. Calls begin in ${seconds(summary.fullUntil - now)}.`;
    return { holdup: "lost-writes", why };
  }
  if (gateSnapshot.quotes.get(job.job)?.stuck?.why === "no-deployment") {
    return { holdup: "no-deployment", why: NO_DEPLOYMENT };
  }
  return (
    byBreaker(summary, job.charges, now) ??
    byWindow(summary, job.charges, now) ??
    (job.lane === BATCH && job.score > now ? byPacing(summary, now) : null) ??
    bySpacing(summary, position, now)
  );
}

function byBreaker(summary: Summary, charges: readonly Charge[], now: number): Waiting | null {
  // The most specific window first.
  for (const window of guardsOf(summary, charges).reverse()) {
    const why = whyStopped(window, summary.window, now);
    if (why !== null) return { holdup: "breaker", why };
  }
  return null;
}

/** Why this window's breaker keeps a call waiting; null if it lets it through. */
function whyStopped(window: WindowState, mainLength: number, now: number): string | null {
  switch (window.state) {
    case "held":
      return whyClosed(window.reason, window).sentence;
    case "open":
      return `${whyClosed(window.reason).sentence} Retrying in ${seconds(window.untilAt - now)}.`;
    case "half-open":
      return window.probedAt > 0
        ? "One call in flight tests whether Trading Volatility responds."
        : null;
    case "closed": {
      const { rampFrom, went, limit, length } = window;
      const allowed = ((now - rampFrom) / (length || mainLength)) * (limit - 1);
      const isRamping = rampFrom > 0 && limit > 1 && went > allowed;
      return isRamping
        ? "Trading Volatility has just recovered. Calls ramp up over one window."
        : null;
    }
    default:
      return window satisfies never;
  }
}

function byWindow(summary: Summary, charges: readonly Charge[], now: number): Waiting | null {
  for (const window of guardsOf(summary, charges).reverse()) {
    const { name, limit, length } = window;
    const cost = costOf(charges, name);
    if (cost === 0 || length === 0) continue;
    const next = roomAt(window, limit - cost, now);
    if (next === null) continue;
    const which = name === summary.main ? "" : ` of the ${name} window`;
    const taken = limit === 1 ? `The only slot${which} is` : `All ${limit} slots${which} are`;
    const why = `${taken} in use. The next is free in ${seconds(next - now)}.`;
    return { holdup: "window-full", why };
  }
  return null;
}

/** When a window has at most `limit` slots in use; null if it has that now. */
function roomAt(window: WindowState, limit: number, now: number): number | null {
  let used = usedOf(window, now);
  if (used <= limit) return null;
  for (const { cost, freesAt } of window.taken) {
    if (freesAt <= now) continue;
    used -= cost;
    if (used <= limit) return freesAt;
  }
  return now;
}

/** Returns the pacing rule that delays routine work, if one does. */
function byPacing(summary: Summary, now: number): Waiting | null {
  const { reserve, lastBatchAt, window } = summary;
  const main = mainOf(summary);
  const shared = main.limit - reserve;
  if (usedOf(main, now) >= shared) {
    const why = `${reserve} ${reserve === 1 ? "slot is" : "slots are"} reserved for interactive requests.`;
    return { holdup: "reserve", why };
  }
  const pacedMs = lastBatchAt + window / shared - now;
  if (pacedMs <= 0) return null;
  return {
    holdup: "pacing",
    why: `Background calls are paced. The next can start in ${seconds(pacedMs)}.`,
  };
}

function bySpacing({ lastGrantAt, window }: Summary, position: number, now: number): Waiting {
  if (position > 1) {
    const ahead = position - 1;
    return { holdup: "line", why: `${ahead} ${ahead === 1 ? "job runs" : "jobs run"} first.` };
  }
  if (lastGrantAt + window * gatePolicy.spacingOfWindow > now) {
    return { holdup: "spacing", why: "A call has just started. The next starts within a moment." };
  }
  return { holdup: "nothing", why: "Next to run." };
}
