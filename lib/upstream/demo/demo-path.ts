import { newYorkDay, newYorkMinute } from "@/lib/new-york-time";
import type { DemoSymbol } from "./demo-symbols";
import { demoWalk, runningMean, smoothWalk, weekdayOf } from "./demo-walk";

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const TRADING_DAYS_A_YEAR = 252;

/** Weekdays in which each of them forgets: moves of the price, its distance from the flip, … */
const MEMORY = { price: 32, gap: 20, volatility: 20, positions: 25, volume: 2, skew: 15 };

/** The walks of one symbol, a value for the end of each weekday. */
export type DemoPath = { symbol: DemoSymbol } & Record<
  keyof typeof MEMORY | "trend" | "mean" | "closingVolatility",
  readonly number[]
>;

/** Paths remembered, about 100 KB each: a page reads four resources of one symbol and day. */
const REMEMBERED = 16;
const remembered = new Map<string, DemoPath>();

/** The walks through the day of a minute (minutes since 1970). */
export function demoPath(symbol: DemoSymbol, minute: number): DemoPath {
  const last = weekdayOf(momentOf(minute).day);
  const key = `${symbol.name} ${last}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED) remembered.clear();
  const path = walkTo(symbol, last);
  remembered.set(key, path);
  return path;
}

function walkTo(symbol: DemoSymbol, last: number): DemoPath {
  const walk = (name: Exclude<keyof typeof MEMORY, "gap">) =>
    demoWalk(symbol.walks, name, last, MEMORY[name]);
  const price = priceWalk(symbol, last);
  const volatility = walk("volatility");
  const mean = runningMean(price, 60);
  return {
    symbol,
    price,
    trend: runningMean(price, 5),
    mean,
    closingVolatility: price.map((at, day) =>
      demoVolatility(symbol, at - (mean[day] ?? 0), volatility[day] ?? 0),
    ),
    gap: smoothWalk(symbol.walks, "gap walk", last, MEMORY.gap),
    volatility,
    positions: walk("positions"),
    volume: walk("volume"),
    skew: walk("skew"),
  };
}

function priceWalk({ walks, opposite }: DemoSymbol, last: number): number[] {
  const price = demoWalk(opposite ?? walks, "price", last, MEMORY.price);
  return opposite === null ? price : price.map((at) => 0 - at);
}

/**
 * Per year, as a fraction, between two fifths and two and a half times the usual one: higher while
 * the price is below its mean, and with moods of its own. Both in deviations.
 */
export function demoVolatility({ volatility }: DemoSymbol, above: number, mood: number): number {
  const change = 0.12 * mood - 0.25 * above;
  return Number((volatility * Math.exp(Math.max(-0.9, Math.min(0.9, change)))).toFixed(4));
}

/** Where a minute lies: the weekdays that ended before it and with it, and how far between them. */
export type DemoMoment = { day: number; minuteOfDay: number; from: number; to: number };

/** The last moment, since one answer needs it several times and time zones are slow. */
let latest: { minute: number; moment: DemoMoment } | null = null;

/** `minute`: minutes since 1970. The day is New York's. */
export function momentOf(minute: number): DemoMoment {
  if (latest?.minute !== minute) latest = { minute, moment: readMoment(minute * MINUTE_MS) };
  return latest.moment;
}

function readMoment(ms: number): DemoMoment {
  const day = Date.parse(newYorkDay(ms)) / DAY_MS;
  const [hours = 0, minutes = 0] = newYorkMinute(ms).split(":").map(Number);
  return {
    day,
    minuteOfDay: hours * 60 + minutes,
    from: weekdayOf(day - 1),
    to: weekdayOf(day),
  };
}

/** Minutes of a New York day. */
const OPENS = 570;
const CLOSES = 960;
/** The part of a day's move that has happened by the open. */
const OVERNIGHT = 0.35;

/** A walk's value within a day: some of the way by the open, the rest by the close. */
export function valueAt(walk: readonly number[], { minuteOfDay, from, to }: DemoMoment): number {
  const session = (Math.min(CLOSES, minuteOfDay) - OPENS) / (CLOSES - OPENS);
  const part =
    minuteOfDay < OPENS ? (OVERNIGHT * minuteOfDay) / OPENS : OVERNIGHT + (1 - OVERNIGHT) * session;
  const [start, end] = [walk[from] ?? 0, walk[to] ?? 0];
  return start + (end - start) * part;
}
