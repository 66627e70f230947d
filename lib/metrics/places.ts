import { metricsPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import { emptyHistory, type History } from "./fold";
import { readAs } from "./read-as";
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
 * Where a part of the past is kept, and for how long (ms). What cannot be read there counts as
 * nothing: it must not keep what is new from being counted.
 */
type Place = {
  key: string;
  life: number;
  put(history: History, text: string): void;
  take(history: History): Hour | Minutes | Recent;
};

/** The places of what is recent, of some hours, and of some hours by the minute. */
export function createPlaces(keys: Keys) {
  const { hoursKeptMs, minutesKeptMs } = metricsPolicy;
  const recent: Place = {
    key: keys.metricsRecent,
    life: hoursKeptMs,
    put: (history, text) => {
      history.recent = readAs(recentSchema, text) ?? emptyRecent();
    },
    take: (history) => history.recent,
  };
  const hourPlace = (hour: number): Place => ({
    key: keys.metricsHour(hour),
    life: hoursKeptMs,
    put: (history, text) => void history.hours.set(hour, readAs(hourSchema, text) ?? emptyHour()),
    take: (history) => history.hours.get(hour) ?? emptyHour(),
  });
  const minutesPlace = (hour: number): Place => ({
    key: keys.metricsMinutes(hour),
    life: minutesKeptMs,
    put: (history, text) => void history.minutes.set(hour, readAs(minutesSchema, text) ?? {}),
    take: (history) => history.minutes.get(hour) ?? {},
  });
  return (hours: readonly number[], minutes: readonly number[]): Place[] => [
    recent,
    ...hours.map(hourPlace),
    ...minutes.map(minutesPlace),
  ];
}

/** What is kept, from the values of its places. */
export function historyOf(places: readonly Place[], values: readonly (string | null)[]): History {
  const history = emptyHistory();
  places.forEach(({ put }, index) => {
    const text = values[index];
    if (text) put(history, text);
  });
  return history;
}
