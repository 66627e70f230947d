import type { Job } from "@/lib/contract/queue/job";
import type { UpstreamLooks } from "@/lib/environment/look-times";
import type { Day } from "@/lib/new-york-time";
import { cachePolicy, cadencePolicy } from "@/lib/policy";
import { type CopyDates, type DatedReply, isAdvance } from "./copy-cadence";
import { dateByLooks } from "./date-by-looks";
import { dateContinuously } from "./date-continuously";
import { freshUntil, nextSettlementAt } from "./freshness";
import { type CadenceSign, isContinuous, type Learned, signOf } from "./learned-cadence";
import { createLookSchedule, lookTimesOf } from "./look-schedule";
import type { MarketCalendar } from "./market-calendar";

/** The dates of a new copy, and what it teaches about its endpoint. */
export type DatedCopy = {
  dates: CopyDates;
  sign: CadenceSign | null;
  /** The session of the probe that this copy takes; null: it takes none. */
  probed: Day | null;
};

type DateableJob = Pick<Job, "resource" | "realtime">;

/** Dates copies. Pure: the store's state and time are passed in. */
export type CopyDater = {
  date(job: DateableJob, reply: DatedReply, learned: Learned): DatedCopy;
  /** Whether the dates of this job's copies depend on what was learned. */
  learnsFrom(job: DateableJob): boolean;
};

/** `looks`: as configured. A market that never closes has no looks, so data comes all the time. */
export function createCopyDater(calendar: MarketCalendar, looks: UpstreamLooks): CopyDater {
  const schedule = createLookSchedule(lookTimesOf(looks), calendar);
  const isAlways = looks === "continuous" || !calendar.hasWeekends;

  const learnsFrom: CopyDater["learnsFrom"] = ({ resource, realtime }) =>
    looks === "learned" && !isAlways && !realtime && resource !== "history";

  function date(job: DateableJob, reply: DatedReply, learned: Learned): DatedCopy {
    if (job.resource === "history") return taughtNothing(dateHistory(reply, calendar));
    if (isAlways || job.realtime) return taughtNothing(dateContinuously(reply, calendar));
    const rules = { looks: schedule, calendar };
    const dateOne = job.resource === "setups" ? dateList : dateByLooks;
    if (!learnsFrom(job)) return taughtNothing(dateOne(reply, { ...rules, mayProbe: false }));
    const { day } = calendar.previousSession(reply.fetchedAt);
    const continuous = isContinuous(learned, reply.fetchedAt, calendar);
    const sign = signOf(reply, { continuous, looks: schedule, calendar });
    const news = sign && !learned[sign.kind].includes(sign.day) ? sign : null;
    const knownNow = isContinuous(withSign(learned, news), reply.fetchedAt, calendar);
    if (knownNow) return { dates: dateContinuously(reply, calendar), sign: news, probed: null };
    const dates = dateOne(reply, { ...rules, mayProbe: learned.probed !== day });
    return { dates, sign: news, probed: dates.isProbe ? day : null };
  }

  return { date, learnsFrom };
}

function taughtNothing(dates: CopyDates): DatedCopy {
  return { dates, sign: null, probed: null };
}

function withSign(learned: Learned, sign: CadenceSign | null): Learned {
  return sign === null
    ? learned
    : { ...learned, [sign.kind]: [...learned[sign.kind], sign.day].sort() };
}

/**
 * Dates a list of symbols. A symbol is published once in a look, but a list changes with each of
 * them: a list of a look that still runs may have a newer one every few minutes, until shortly after
 * that look. Everything else is as for a symbol.
 */
function dateList(reply: DatedReply, rules: Parameters<typeof dateByLooks>[1]): CopyDates {
  const dates = dateByLooks(reply, rules);
  const { asOf, fetchedAt } = reply;
  const { startsAt, endsAt } = rules.looks.before(fetchedAt);
  if (fetchedAt >= endsAt || asOf < startsAt) return dates;
  const end = endsAt + cadencePolicy.afterLookMs;
  const until = Math.min(fetchedAt + cachePolicy.sessionRefreshMs, end);
  const heldUntil = isAdvance(reply) ? 0 : until;
  return { ...dates, freshUntil: until, nextExpectedAt: null, heldUntil, isProbe: false };
}

/** A history follows the day. */
function dateHistory(reply: DatedReply, calendar: MarketCalendar): CopyDates {
  const { asOf, fetchedAt } = reply;
  const isHeld = calendar.hasWeekends && !isAdvance(reply);
  return {
    freshUntil: freshUntil("history", asOf, fetchedAt, calendar),
    nextExpectedAt: nextSettlementAt(asOf, fetchedAt, calendar),
    missed: [],
    heldUntil: isHeld ? fetchedAt + cadencePolicy.unchangedClosesMs : 0,
    isProbe: false,
    cadence: { look: 0, unchanged: 0, minutes: [] },
  };
}
