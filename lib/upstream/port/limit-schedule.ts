import type { WindowName } from "@/lib/contract/quota/quota";
import { gatePolicy, upstreamPolicy } from "@/lib/policy";
import type { Upstream } from "./upstream";
import { windowsOf } from "./windows";

type Api = Upstream["name"];
type Session = { opensAt: number; closesAt: number };

type Parts = {
  api: Api;
  /** Configured calls a window. */
  limit: number;
  windowMs: number;
  calendar: {
    /** The latest session that has opened by `ms`, and the first one that opens after it. */
    previousSession(ms: number): Session;
    nextSession(ms: number): Session;
    /** False: the lower limits of weekends do not apply. */
    hasWeekends: boolean;
  };
};

/** Limits of the windows from a time (ms) to that of the next row. */
type Row = { from: number; limits: Readonly<Record<WindowName, number>> };

const DAY_MS = 86_400_000;
/** Midnight in New York is never later than this in UTC. */
const NEW_YORK_LAG_MS = 5 * 3_600_000;

/**
 * The limits of an API's windows around a time. v1 allows fewer realtime calls in regular trading
 * hours and fewer calls at weekends. Its weekend may be in UTC or New York time, so the union
 * counts. The other APIs have constant limits. A lower limit begins early, by the longest time a
 * call counts, so that no earlier call exceeds it. Source: the vendor's tables of limits.
 */
export function createLimitSchedule(parts: Parts) {
  const { scheduleReachMs, scheduleKeptMs } = upstreamPolicy;
  const [main, realtime] = windowsOf(parts);
  let made: { at: number; rows: Row[]; endsAt: number } | null = null;
  return (nowMs: number): { rows: Row[]; endsAt: number } => {
    if (parts.api !== "v1" || !main || !realtime) {
      return { rows: [{ from: 0, limits: {} }], endsAt: 0 };
    }
    if (!made || Math.abs(nowMs - made.at) > scheduleKeptMs) {
      const endsAt = nowMs + scheduleReachMs;
      const rows = v1Rows(parts, nowMs - scheduleReachMs, endsAt).map(({ from, ...row }) => ({
        from,
        limits: { [main.name]: row.every, [realtime.name]: row.realtime },
      }));
      made = { at: nowMs, rows, endsAt };
    }
    return made;
  };
}

function v1Rows({ limit, windowMs, calendar }: Parts, fromMs: number, toMs: number) {
  const { v1RealtimeLimit, v1WeekendLimit, timeoutMaxMs } = upstreamPolicy;
  const { sendWithinMs, holdMarginMs, toleranceMs, clockToleranceMs } = gatePolicy;
  const lead = sendWithinMs + timeoutMaxMs + holdMarginMs + windowMs + toleranceMs;
  const early = ({ opensAt, closesAt }: Session): Session => ({
    opensAt: opensAt - lead,
    closesAt: closesAt + clockToleranceMs,
  });
  const sessions = sessionsBetween(calendar, fromMs, toMs).map(early);
  const weekends = (calendar.hasWeekends ? weekendsBetween(fromMs, toMs) : []).map(early);
  const moments = [...sessions, ...weekends].flatMap(({ opensAt, closesAt }) => [
    opensAt,
    closesAt,
  ]);
  const within = (spans: Session[], at: number) =>
    spans.some(({ opensAt, closesAt }) => opensAt <= at && at < closesAt);
  return [fromMs, ...moments.filter((at) => fromMs < at && at < toMs)]
    .sort((one, other) => one - other)
    .map((from) => {
      const every = within(weekends, from) ? Math.min(limit, v1WeekendLimit) : limit;
      const realtime = within(sessions, from) ? Math.min(every, v1RealtimeLimit) : every;
      return { from, every, realtime };
    });
}

function sessionsBetween(calendar: Parts["calendar"], fromMs: number, toMs: number): Session[] {
  const sessions = [calendar.previousSession(fromMs)];
  for (let next = calendar.nextSession(fromMs); next.opensAt < toMs + DAY_MS; ) {
    sessions.push(next);
    next = calendar.nextSession(next.opensAt);
  }
  return sessions;
}

function weekendsBetween(fromMs: number, toMs: number): Session[] {
  const firstDay = Math.floor(fromMs / DAY_MS) - 2;
  const days = Math.ceil((toMs - fromMs) / DAY_MS) + 4;
  return Array.from({ length: days }, (_, index) => (firstDay + index) * DAY_MS)
    .filter((midnight) => new Date(midnight).getUTCDay() === 6)
    .map((saturday) => ({ opensAt: saturday, closesAt: saturday + 2 * DAY_MS + NEW_YORK_LAG_MS }));
}
