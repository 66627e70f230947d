import { metricsPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { readAs } from "@/lib/redis/read-stored";
import { emptyHistory, type History } from "./fold";
import {
  emptyHour,
  emptyRecent,
  type Hour,
  hourSchema,
  type Minutes,
  minutesSchema,
  type Recent,
  recentSchema,
} from "./records";

/**
 * Where a part of the history is stored, and for how long (ms). An unreadable value counts as
 * empty, so that it does not stop new counts.
 */
type Bucket = {
  key: string;
  life: number;
  put(history: History, text: string): void;
  take(history: History): Hour | Minutes | Recent;
};

/** Returns the buckets of recent events, of some hours, and of some hours by the minute. */
export function createHistoryBuckets(keys: Keys) {
  const { hoursKeptMs, minutesKeptMs } = metricsPolicy;
  const recent: Bucket = {
    key: keys.metricsRecent,
    life: hoursKeptMs,
    put: (history, text) => {
      history.recent = readAs(recentSchema, text) ?? emptyRecent();
    },
    take: (history) => history.recent,
  };
  const hourBucket = (hour: number): Bucket => ({
    key: keys.metricsHour(hour),
    life: hoursKeptMs,
    put: (history, text) => void history.hours.set(hour, readAs(hourSchema, text) ?? emptyHour()),
    take: (history) => history.hours.get(hour) ?? emptyHour(),
  });
  const minutesBucket = (hour: number): Bucket => ({
    key: keys.metricsMinutes(hour),
    life: minutesKeptMs,
    put: (history, text) => void history.minutes.set(hour, readAs(minutesSchema, text) ?? {}),
    take: (history) => history.minutes.get(hour) ?? {},
  });
  return (hours: readonly number[], minutes: readonly number[]): Bucket[] => [
    recent,
    ...hours.map(hourBucket),
    ...minutes.map(minutesBucket),
  ];
}

/** Builds the history from the values of its buckets. */
export function historyOf(places: readonly Bucket[], values: readonly (string | null)[]): History {
  const history = emptyHistory();
  places.forEach(({ put }, index) => {
    const text = values[index];
    if (text) put(history, text);
  });
  return history;
}
