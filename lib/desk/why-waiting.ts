import type { LineRow } from "@/lib/contract/dashboard-line";
import type { WindowName } from "@/lib/contract/quota";
import type { Detail } from "@/lib/gate/detail";
import type { DetailedLook } from "@/lib/gate/look";
import type { Summary, WindowState } from "@/lib/gate/summary";
import { gatePolicy } from "@/lib/policy";
import { whyClosed } from "./why-closed";

type Waiting = Pick<LineRow, "holdup" | "why">;
type DetailedJob = Detail["line"][number];

const BATCH = 3;
const seconds = (ms: number) => `${Math.max(0, Math.ceil(ms / 100) / 10)} s`;

/** What keeps a job from being called now: the first rule of the gate that does, most general first. */
export function whyWaiting(look: DetailedLook, job: DetailedJob, position: number): Waiting {
  const { summary, now } = look;
  if (job.underWay) {
    return {
      holdup: "under-way",
      why: `Its call is under way since ${seconds(now - job.grantedAt)}.`,
    };
  }
  if (summary.fullUntil > now) {
    const why = `The record of recent calls is new or was lost: no call for another ${seconds(summary.fullUntil - now)}.`;
    return { holdup: "lost-writes", why };
  }
  return (
    byBreaker(summary, job.class, now) ??
    byWindow(summary, job.class, now) ??
    (job.lane === BATCH && job.score > now ? byPacing(summary, now) : null) ??
    bySpacing(summary, position, now)
  );
}

/** The windows a call of this class charges. */
function charged({ windows }: Summary, name: WindowName): WindowState[] {
  return name === "account" ? [windows.account] : [windows[name], windows.account];
}

function byBreaker(summary: Summary, name: WindowName, now: number): Waiting | null {
  for (const { state, reason, untilAt, probedAt, rampFrom, went, limit } of charged(
    summary,
    name,
  )) {
    if (state === "held") return { holdup: "breaker", why: whyClosed("held").sentence };
    if (state === "open") {
      const why = `${whyClosed(reason).sentence} Asked again in ${seconds(untilAt - now)}.`;
      return { holdup: "breaker", why };
    }
    if (state === "half-open" && probedAt > 0) {
      return { holdup: "breaker", why: "One call is trying whether Trading Volatility is back." };
    }
    const allowed = ((now - rampFrom) / summary.window) * (limit - 1);
    if (rampFrom > 0 && limit > 1 && went > allowed) {
      const why = "Trading Volatility has just come back: calls return over one window.";
      return { holdup: "breaker", why };
    }
  }
  return null;
}

function byWindow(summary: Summary, name: WindowName, now: number): Waiting | null {
  for (const { name: window, limit } of charged(summary, name)) {
    const frees = freesOf(summary, window, now);
    if (frees.length < limit) continue;
    const next = seconds((frees[frees.length - limit] ?? now) - now);
    const which = window === "account" ? "" : ` of the ${window} window`;
    const taken = limit === 1 ? `The only slot${which} is` : `All ${limit} slots${which} are`;
    const why = `${taken} taken; the next one frees in ${next}.`;
    return { holdup: "window-full", why };
  }
  return null;
}

/** When the slots of a window free, soonest first. */
function freesOf({ slots }: Summary, name: WindowName, now: number): number[] {
  return slots
    .filter(({ window, freesAt }) => freesAt > now && (name === "account" || window === name))
    .map(({ freesAt }) => freesAt)
    .sort((one, other) => one - other);
}

/** What holds back routine work only. */
function byPacing(summary: Summary, now: number): Waiting | null {
  const { reserve, lastBatchAt, window, windows } = summary;
  const shared = windows.account.limit - reserve;
  if (freesOf(summary, "account", now).length >= shared) {
    const why = `The last ${reserve} free slots are kept for people who are waiting.`;
    return { holdup: "reserve", why };
  }
  const pacedMs = lastBatchAt + window / shared - now;
  if (pacedMs <= 0) return null;
  return {
    holdup: "pacing",
    why: `Routine calls are spread out; the next may go in ${seconds(pacedMs)}.`,
  };
}

function bySpacing({ lastGrantAt, window }: Summary, position: number, now: number): Waiting {
  if (position > 1) {
    const ahead = position - 1;
    return { holdup: "line", why: `${ahead} ${ahead === 1 ? "job goes" : "jobs go"} first.` };
  }
  if (lastGrantAt + window * gatePolicy.spacingOfWindow > now) {
    return { holdup: "spacing", why: "A call has just gone; the next follows at once." };
  }
  return { holdup: "nothing", why: "It goes with the next step of whoever waits." };
}
