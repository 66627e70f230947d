import type { WindowName } from "@/lib/contract/quota";
import { gatePolicy, upstreamPolicy } from "@/lib/policy";
import type { Upstream } from "./upstream";

type Api = Upstream["name"];
type Session = { opensAt: number; closesAt: number };

type Parts = {
  api: Api;
  /** Calls a window that the account is configured with. */
  limit: number;
  windowMs: number;
  calendar: {
    /** The latest session that has opened by `ms`, and the first that opens after it. */
    previousSession(ms: number): Session;
    nextSession(ms: number): Session;
  };
};

/** Calls a window, from a moment (ms) to that of the next row. */
type Row = { from: number; account: number; realtime: number; expensive: number };

/** The windows of each API that a call can be short of, the account's first. */
export const WINDOWS: Record<Api, readonly [WindowName, ...WindowName[]]> = {
  v1: ["account", "realtime"],
  v2: ["account", "expensive"],
  demo: ["account"],
};

const DAY_MS = 86_400_000;
/** Midnight in New York is never later than this in UTC. */
const NEW_YORK_LAG_MS = 5 * 3_600_000;

/**
 * What an API's windows allow when, around a moment. v1 gives realtime calls less in regular trading
 * hours, and everything less at weekends, wherever it counts them from (UTC or New York: the longer);
 * v2 gives curves less always. A lower limit begins early by as long as a call counts at most, so
 * that none from before is in the way of it. Source: the vendor's tables of limits.
 */
export function createLimitSchedule(parts: Parts) {
  const { api, limit } = parts;
  const { v2ExpensiveLimit, scheduleReachMs, scheduleKeptMs } = upstreamPolicy;
  const expensive = api === "v2" ? Math.min(v2ExpensiveLimit, limit) : limit;
  const configured = limit;
  const always = {
    configured,
    rows: [{ from: 0, account: limit, realtime: limit, expensive }],
    endsAt: 0,
  };
  if (api !== "v1") return () => always;
  let made: { at: number; configured: number; rows: Row[]; endsAt: number } | null = null;
  return (nowMs: number) => {
    if (!made || Math.abs(nowMs - made.at) > scheduleKeptMs) {
      const endsAt = nowMs + scheduleReachMs;
      made = {
        at: nowMs,
        configured,
        rows: v1Rows(parts, nowMs - scheduleReachMs, endsAt),
        endsAt,
      };
    }
    return made;
  };
}

function v1Rows({ limit, windowMs, calendar }: Parts, fromMs: number, toMs: number): Row[] {
  const { v1RealtimeLimit, v1WeekendLimit, timeoutMaxMs } = upstreamPolicy;
  const { sendWithinMs, holdMarginMs, toleranceMs, clockToleranceMs } = gatePolicy;
  const lead = sendWithinMs + timeoutMaxMs + holdMarginMs + windowMs + toleranceMs;
  const early = ({ opensAt, closesAt }: Session): Session => ({
    opensAt: opensAt - lead,
    closesAt: closesAt + clockToleranceMs,
  });
  const sessions = sessionsBetween(calendar, fromMs, toMs).map(early);
  const weekends = weekendsBetween(fromMs, toMs).map(early);
  const moments = [...sessions, ...weekends].flatMap(({ opensAt, closesAt }) => [
    opensAt,
    closesAt,
  ]);
  const within = (spans: Session[], at: number) =>
    spans.some(({ opensAt, closesAt }) => opensAt <= at && at < closesAt);
  return [fromMs, ...moments.filter((at) => fromMs < at && at < toMs)]
    .sort((one, other) => one - other)
    .map((from) => {
      const account = within(weekends, from) ? Math.min(limit, v1WeekendLimit) : limit;
      const realtime = within(sessions, from) ? Math.min(account, v1RealtimeLimit) : account;
      return { from, account, realtime, expensive: account };
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
