import { metricsPolicy } from "@/lib/policy";
import { addCallers } from "./caller-tallies";
import { getOrCreate } from "./get-or-create";
import {
  type Beat,
  emptyHour,
  emptyRecent,
  type Flush,
  type Hour,
  type Minutes,
  type Recent,
} from "./records";
import { addCounts, addTally, emptyCounts, emptyTally } from "./tally";

/** The recorded history, by hours since 1970. */
export type History = {
  recent: Recent;
  hours: Map<number, Hour>;
  minutes: Map<number, Minutes>;
};

export const emptyHistory = (): History => ({
  recent: emptyRecent(),
  hours: new Map(),
  minutes: new Map(),
});

/** Adds flushes to the history, in place. A flush that was already added changes nothing. */
export function fold(history: History, flushes: readonly Flush[]): void {
  for (const flush of flushes) if (isNew(history.recent, flush)) foldOne(history, flush);
}

function isNew({ flushed }: Recent, { id, beat }: Flush): boolean {
  const sequence = Number(id.slice(id.lastIndexOf(".") + 1));
  if ((flushed[beat.instance]?.sequence ?? -1) >= sequence) return false;
  flushed[beat.instance] = { sequence, at: beat.at };
  return true;
}

function foldOne(history: History, flush: Flush): void {
  for (const [hour, more] of Object.entries(flush.hours)) {
    addHour(put(history.hours, Number(hour), emptyHour), more);
    addTally(history.recent.totals, more.tally);
  }
  for (const [hour, more] of Object.entries(flush.minutes)) {
    const minutes = put(history.minutes, Number(hour), (): Minutes => ({}));
    for (const [minute, tally] of Object.entries(more)) {
      addTally(getOrCreate(minutes, minute, emptyTally), tally);
    }
  }
  foldRecent(history.recent, flush);
}

function addHour(to: Hour, more: Hour): void {
  addTally(to.tally, more.tally);
  addCallers(to, more);
  for (const [endpoint, counts] of Object.entries(more.endpoints)) {
    addCounts(getOrCreate(to.endpoints, endpoint, emptyCounts), counts);
  }
  for (const [name, calls] of Object.entries(more.deployments)) {
    to.deployments[name] = (to.deployments[name] ?? 0) + calls;
  }
}

function foldRecent(recent: Recent, { calls, breakers, outside, beat }: Flush): void {
  const { recentCalls, recentEvents } = metricsPolicy;
  const byTime = (one: { at: number }, other: { at: number }) => one.at - other.at;
  recent.calls = [...recent.calls, ...calls].sort(byTime).slice(-recentCalls);
  // Every process reports the same change with the gate's date.
  const name = (row: { at: number; window: string; to?: string; reason?: string }) =>
    `${row.at} ${row.window} ${row.to ?? ""} ${row.reason ?? ""}`;
  recent.breakers = once([...recent.breakers, ...breakers], name)
    .sort(byTime)
    .slice(-recentEvents);
  recent.outside = once([...recent.outside, ...outside], name)
    .sort(byTime)
    .slice(-recentEvents);
  foldBeat(recent, beat);
}

function foldBeat(recent: Recent, beat: Beat): void {
  const key = [beat.name, beat.version, beat.region].join("|");
  const known = recent.deployments[key];
  const instances = { ...known?.instances, [beat.instance]: beat.at };
  const at = Math.max(known?.at ?? 0, beat.at);
  recent.deployments[key] = {
    ...beat,
    at,
    instances: after(instances, at - metricsPolicy.instanceKeptMs),
  };
  const since = at - metricsPolicy.deploymentKeptMs;
  recent.deployments = newest(recent.deployments, since, metricsPolicy.deploymentsMost);
  recent.flushed = newest(recent.flushed, since, metricsPolicy.instancesMost);
}

function after(times: Record<string, number>, since: number): Record<string, number> {
  return Object.fromEntries(Object.entries(times).filter(([, at]) => at >= since));
}

/** Returns the rows since a moment, the latest ones up to a maximum. */
function newest<Row extends { at: number }>(
  rows: Record<string, Row>,
  since: number,
  most: number,
): Record<string, Row> {
  const kept = Object.entries(rows).filter(([, { at }]) => at >= since);
  return Object.fromEntries(kept.sort(([, one], [, other]) => other.at - one.at).slice(0, most));
}

function once<Row>(rows: Row[], name: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [name(row), row])).values()];
}

function put<Value>(map: Map<number, Value>, key: number, make: () => Value): Value {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
