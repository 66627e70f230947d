import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { AskKind } from "@/lib/metrics/counter";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { createRandom } from "../simulation/faults/random";
import { callAt, type Hands, HOUR_START, pastOn, recorderOn } from "./past-rig";

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());

const KINDS: readonly AskKind[] = ["hits", "stale", "misses", "shared", "denied"];
const ENDPOINTS = ["gex", "curve", "history"];

type Event = { minute: number; what: AskKind | "calls"; caller: string; endpoint: string };

/** Counted as a reader of the log of all events would: by hand, one by one. */
const countOf = (events: readonly Event[], part: Partial<Event>) =>
  events.filter((event) =>
    Object.entries(part).every(([name, value]) => event[name as keyof Event] === value),
  ).length;

/** The value that a share of all lies at or under, of two significant digits. */
function ranked(values: readonly number[], share: number): number | null {
  const sorted = values.map((value) => Number(value.toPrecision(2))).sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(sorted.length * share)) - 1] ?? null;
}

test("counts an hour of mixed traffic just as its event log does", async () => {
  const { next: random } = createRandom(20_261_125);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];
  const hands: Hands = { now: HOUR_START };
  const recorders = ["one", "two", "three"].map((name) => recorderOn(store, hands, name));
  const events: Event[] = [];
  const waits: number[][] = Array.from({ length: 60 }, () => []);
  const longest = Array<number>(60).fill(0);
  for (let second = 0; second < 3_600; second += 1) {
    hands.now = HOUR_START + second * 1_000 + Math.floor(random() * 1_000);
    const minute = Math.floor(second / 60);
    const recorder = pick(recorders);
    const caller = `c${Math.floor(random() ** 2 * 150)}`;
    const [endpoint = "gex", kind = "hits"] = [pick(ENDPOINTS), pick(KINDS)];
    recorder?.countAsk(kind, caller, endpoint);
    events.push({ minute, what: kind, caller, endpoint });
    if (kind === "misses") {
      const waitMs = Math.floor(random() ** 3 * 60_000);
      recorder?.countCall(callAt(hands.now, { caller, endpoint, waitMs }));
      events.push({ minute, what: "calls", caller, endpoint });
      waits[minute]?.push(waitMs);
    }
    const queueSize = Math.floor(random() * 30);
    recorder?.look({ queueSize, windows: [] });
    longest[minute] = Math.max(longest[minute] ?? 0, queueSize);
    await recorder?.flush();
  }
  for (const recorder of recorders) await recorder.flushAll();

  const past = await pastOn(store).read("1h", HOUR_START + 3_599_999);
  past.series.forEach((point, minute) => {
    for (const what of [...KINDS, "calls"] as const) {
      expect([minute, what, point[what]]).toEqual([
        minute,
        what,
        countOf(events, { minute, what }),
      ]);
    }
    const own = waits[minute] ?? [];
    expect([point.waitP50Ms, point.waitP95Ms]).toEqual([ranked(own, 0.5), ranked(own, 0.95)]);
    expect(point.queueMax).toBe(longest[minute]);
    const ended = Object.values(point.outcomes).reduce((sum, one) => sum + one, 0);
    expect(ended).toBe(countOf(events, { minute, what: "calls" }));
  });
  expect(past.totals.waitP95Ms).toBe(ranked(waits.flat(), 0.95));
  const { callers } = past.callers;
  expect(Object.keys(callers).length).toBeGreaterThan(100);
  for (const [caller, tally] of Object.entries(callers)) {
    for (const what of [...KINDS, "calls"] as const) {
      expect([caller, what, tally[what]]).toEqual([
        caller,
        what,
        countOf(events, { caller, what }),
      ]);
    }
  }
  for (const endpoint of ENDPOINTS) {
    const calls = countOf(events, { endpoint, what: "calls" });
    expect(past.endpoints[endpoint]).toMatchObject({ calls });
  }
  const calls = countOf(events, { what: "calls" });
  expect(Object.values(past.deployments).reduce((sum, one) => sum + one, 0)).toBe(calls);
});
