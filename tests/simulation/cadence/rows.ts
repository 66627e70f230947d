import type { Session } from "@/lib/cache/market-calendar";
import { percentile } from "../../support/measures";
import type { VirtualTime } from "../../support/store/virtual-time";
import { type Asked, askEveryMinute } from "./ask-every-minute";
import { type Publishing, publicationsOf, sessionAt, sessionsFrom } from "./publications";
import { callsOfDay, scanEveryHour } from "./scan-every-hour";

const MINUTE = 60_000;

/** One measured figure beside what it must be. */
export type Figure = { name: string; value: number; most?: number; least?: number };
type Play = (time: VirtualTime) => Promise<Figure[]>;

/** November 2026 has a holiday, an early close and the change of clocks. */
const FIRST_DAY = "2026-10-28";

const inSession = ({ at }: { at: number }) => sessionAt(at) !== null;
const minutes = (ms: number | null) => Math.round((ms ?? 0) / (MINUTE / 10)) / 10;
const most = (values: readonly number[]) => Math.max(0, ...values);
const perSession = ({ calls, sessions }: Pick<Asked, "calls" | "sessions">) =>
  sessions.map(
    ({ opensAt, closesAt }) => calls.filter(({ at }) => at >= opensAt && at < closesAt).length,
  );

/** Two looks a day, on time: one person asks every minute. */
const onTime =
  (count: number): Play =>
  async (time) => {
    const sessions = sessionsFrom(FIRST_DAY, count);
    const publishingOn = (): Publishing => "two looks";
    const played = await askEveryMinute({ time, symbol: "SPY", sessions, publishingOn });
    const { calls, sights, delays } = played;
    return [
      { name: "calls in a session", value: most(perSession(played)), most: 10 },
      {
        name: "seen after, min (p95)",
        value: minutes(
          percentile(
            delays.map(({ ms }) => ms),
            0.95,
          ),
        ),
        most: 6,
      },
      { name: "amber, min", value: sights.filter(({ isLoud }) => isLoud).length, most: 0 },
      {
        name: "calls while closed",
        value: calls.filter((call) => !inSession(call)).length,
        most: 0,
      },
    ];
  };

/** The same upstream: a scan of many symbols every hour. */
const scanned =
  (count: number, size: number, offsetMinutes: number): Play =>
  async (time) => {
    const sessions = sessionsFrom(FIRST_DAY, count);
    const symbols = Array.from({ length: size }, (_, index) => `S${index}`);
    const offsetMs = offsetMinutes * MINUTE;
    const played = await scanEveryHour({ time, sessions, symbols, offsetMs });
    const days = sessions.map((session) => callsOfDay(played.calls, session));
    return [
      // The first day also fills an empty cache.
      { name: "calls a day", value: most(days.slice(1)), most: 2 * size + size / 20 },
      { name: "old rows after a look", value: played.oldRows, most: 0 },
      { name: "rows", value: played.rows, least: 2 * size * count },
    ];
  };

/** The second look of one day fails. */
const failing =
  (count: number): Play =>
  async (time) => {
    const sessions = sessionsFrom(FIRST_DAY, count + 2);
    const failed = sessions.at(-2);
    const after = sessions.at(-1);
    if (!failed || !after) throw new Error("too few sessions");
    const publishingOn = (day: string): Publishing =>
      day === failed.day ? "second look fails" : "two looks";
    const played = await askEveryMinute({ time, symbol: "SPY", sessions, publishingOn });
    const { calls, sights } = played;
    const loud = sights.filter(({ isLoud }) => isLoud);
    const amberAt = ((loud[0]?.at ?? 0) - failed.closesAt) / MINUTE;
    const night = calls.filter(({ at }) => at >= failed.closesAt && at < after.opensAt);
    const [update = 0] = publicationsOf("SPY", after, "two looks");
    const late = loud.filter(({ at }) => at > update + 10 * MINUTE).length;
    return [
      { name: "amber after the look, min", value: amberAt, least: 10, most: 11 },
      { name: "amber after the next update, min", value: late, most: 0 },
      { name: "calls in the session after", value: perSession(played).at(-1) ?? 0, most: 12 },
      { name: "calls in the night before", value: night.length, most: 12 },
    ];
  };

/** Data every five minutes. */
const continuous =
  (count: number): Play =>
  async (time) => {
    const sessions = sessionsFrom(FIRST_DAY, count);
    const publishingOn = (): Publishing => "continuous";
    const { sights } = await askEveryMinute({ time, symbol: "SPY", sessions, publishingOn });
    const learnedAt = sights.find((sight) => sight.nextExpectedAt === null)?.at;
    const session = sessions.findIndex(({ closesAt }) => (learnedAt ?? Infinity) < closesAt) + 1;
    const since = sights.filter((sight) => sight.at >= (learnedAt ?? Infinity) && inSession(sight));
    const news = since.filter(({ asOf }, index) => index > 0 && asOf !== since[index - 1]?.asOf);
    const ages = news.map(({ at, asOf }) => at - Date.parse(asOf));
    return [
      { name: "learned in session", value: session, least: 1, most: 2 },
      { name: "new figures, age in min (p95)", value: minutes(percentile(ages, 0.95)), most: 6 },
      { name: "new figures a session", value: Math.round(news.length / (count - 1)), least: 50 },
    ];
  };

/** Two looks a day, then every five minutes, then two looks again. */
const switching =
  (each: number): Play =>
  async (time) => {
    const sessions = sessionsFrom(FIRST_DAY, 3 * each);
    const [often, seldom] = [sessions[each], sessions[2 * each]];
    if (!often || !seldom) throw new Error("too few sessions");
    const publishingOn = (day: string): Publishing =>
      day >= often.day && day < seldom.day ? "continuous" : "two looks";
    const { sights } = await askEveryMinute({ time, symbol: "SPY", sessions, publishingOn });
    const followed = (from: Session, isFollowed: (next: string | null) => boolean) => {
      const rest = sessions.slice(sessions.indexOf(from));
      const index = rest.findIndex(({ closesAt }) => {
        const last = sights.findLast(({ at }) => at < closesAt);
        return last !== undefined && isFollowed(last.nextExpectedAt);
      });
      return index < 0 ? Number.POSITIVE_INFINITY : index + 1;
    };
    return [
      { name: "sessions to continuous", value: followed(often, (next) => next === null), most: 2 },
      { name: "sessions back to looks", value: followed(seldom, (next) => next !== null), most: 2 },
    ];
  };

/** The table, with so many sessions each. */
export function tableOf({ sessions, symbols }: { sessions: number; symbols: number }): {
  name: string;
  play: Play;
}[] {
  const scans = Math.min(sessions, 3);
  return [
    { name: "two looks, on time; asked every minute", play: onTime(sessions) },
    { name: `two looks; ${symbols} symbols scanned at :00`, play: scanned(scans, symbols, 30) },
    { name: `two looks; ${symbols} symbols scanned at :30`, play: scanned(scans, symbols, 0) },
    { name: "the second look fails once; asked every minute", play: failing(2) },
    { name: "every 5 min; asked every minute", play: continuous(Math.min(sessions, 6)) },
    { name: "looks, every 5 min, looks; asked every minute", play: switching(4) },
  ];
}

export function isKept({ value, most: top, least }: Figure): boolean {
  return (
    value <= (top ?? Number.POSITIVE_INFINITY) && value >= (least ?? -Number.POSITIVE_INFINITY)
  );
}
