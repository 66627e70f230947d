import type { WindowName } from "@/lib/contract/quota/quota";
import { metricsPolicy } from "@/lib/policy";
import { countCaller, keepHeaviest } from "./caller-tallies";
import { getOrCreate } from "./get-or-create";
import {
  type BreakerRecord,
  type CallRecord,
  emptyHour,
  type Flush,
  type Hour,
  type Minutes,
} from "./records";
import { type Counts, emptyCounts, emptyTally, spreadValue, type Tally } from "./tally";

/** How a request was answered. */
export type AskKind = Exclude<keyof Counts, "calls">;

/** The part of a gate snapshot that is counted. */
export type GateView = {
  queueSize: number;
  windows: readonly {
    name: WindowName;
    state: BreakerRecord["to"];
    /** Absent while closed. */
    reason?: string;
    since: number;
    outsideAt: number;
  }[];
};

/** Counts since the last flush. */
type Counted = Omit<Flush, "id" | "beat">;

const MINUTE_MS = 60_000;
const MINUTES = 60;

const empty = (): Counted => ({ hours: {}, minutes: {}, calls: [], breakers: [], outside: [] });

/** Counts by hour and by minute: a few additions each, in bounded memory. */
export function createCounter() {
  const windows = new Map<WindowName, { state: string; why: string; outsideAt: number }>();
  let counted = empty();
  let newcomers = 0;

  /** Many callers must not fill the memory: now and then only the heaviest are kept. */
  function meet(isNew: boolean): void {
    if (isNew) newcomers += 1;
    if (newcomers <= metricsPolicy.callersCounted) return;
    newcomers = 0;
    keepAllHeaviest(counted);
  }

  return {
    countAsk(moment: number, kind: AskKind, caller: string, endpoint: string): void {
      meet(count(counted, moment, kind, caller, endpoint));
    },
    countCall(call: CallRecord, unreadable: readonly string[]): void {
      counted.calls = [...counted.calls, call].slice(-metricsPolicy.recentCalls);
      for (const tally of at(counted, call.at).tallies) {
        tally.outcomes[call.outcome] = (tally.outcomes[call.outcome] ?? 0) + 1;
      }
      const { tally } = at(counted, call.at).hour;
      for (const name of unreadable) {
        const value = `${call.endpoint} ${name}`;
        tally.unreadable[value] = (tally.unreadable[value] ?? 0) + 1;
      }
      if (call.outcome === "not-sent") return;
      meet(count(counted, call.at, "calls", call.caller, call.endpoint));
      spreadCall(counted, call);
    },
    look(moment: number, { queueSize, windows: seen }: GateView): void {
      if (queueSize > 0) {
        for (const tally of at(counted, moment).tallies) {
          tally.queueMax = Math.max(tally.queueMax, queueSize);
        }
      }
      for (const { name, state, reason = "", since, outsideAt } of seen) {
        const before = windows.get(name) ?? { state: "closed", why: "", outsideAt: 0 };
        // A closed breaker may still name why it was open. A new date alone is no change.
        const why = state === "closed" ? "" : reason;
        windows.set(name, { state, why, outsideAt });
        if (state !== before.state || why !== before.why) {
          counted.breakers.push({ at: since, window: name, to: state, reason });
        }
        if (outsideAt > before.outsideAt) counted.outside.push({ at: outsideAt, window: name });
      }
      counted.breakers = counted.breakers.slice(-metricsPolicy.recentEvents);
      counted.outside = counted.outside.slice(-metricsPolicy.recentEvents);
    },
    hasCalls: () => counted.calls.length > 0,
    isEmpty: () => Object.values(counted).every((part) => Object.keys(part).length === 0),
    take(): Counted {
      const taken = counted;
      keepAllHeaviest(taken);
      newcomers = 0;
      counted = empty();
      return taken;
    },
  };
}

function keepAllHeaviest({ hours }: Counted): void {
  for (const hour of Object.values(hours)) keepHeaviest(hour, metricsPolicy.callersPerHour);
}

/** Returns the hour and the minute of a moment. */
function at(counted: Counted, moment: number): { hour: Hour; tallies: Tally[] } {
  const minute = Math.floor(moment / MINUTE_MS);
  const hours = Math.floor(minute / MINUTES);
  const hour = getOrCreate(counted.hours, hours, emptyHour);
  const minutes = getOrCreate(counted.minutes, hours, (): Minutes => ({}));
  return { hour, tallies: [hour.tally, getOrCreate(minutes, minute % MINUTES, emptyTally)] };
}

/** Counts one event. Returns whether its caller is new. */
function count(
  counted: Counted,
  moment: number,
  what: keyof Counts,
  caller: string,
  endpoint: string,
): boolean {
  const { hour, tallies } = at(counted, moment);
  for (const tally of tallies) tally[what] += 1;
  getOrCreate(hour.endpoints, endpoint, emptyCounts)[what] += 1;
  return countCaller(hour, caller, what, moment);
}

function spreadCall(counted: Counted, call: CallRecord): void {
  const { hour, tallies } = at(counted, call.at);
  hour.deployments[call.deployment] = (hour.deployments[call.deployment] ?? 0) + 1;
  for (const tally of tallies) {
    spreadValue(tally.waits, call.waitMs);
    spreadValue(tally.latencies, call.latencyMs);
    if (call.outcome !== "answered" && call.outcome !== "unknown-symbol") tally.failed += 1;
  }
}
