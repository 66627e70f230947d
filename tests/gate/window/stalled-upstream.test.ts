import { describe, expect, test } from "vitest";
import type { Gate } from "@/lib/gate/create-gate";
import type { Grant, Settlement } from "@/lib/gate/step";
import { worstWindow } from "../../support/fake-upstream/fake-arrivals";
import { ask, landed } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

const WINDOW_MS = 60_000;
const LIMIT = 20;
const TIMEOUT_MS = 8_000;
const LATENCY_MS = 150;
const TICK_MS = 250;
const IDLE_TICK_MS = 1_000;
// When a slot with an unknown end no longer counts: hold, window, tolerance and a margin.
const FREED_MS = 80_000;

type Flight = { grant: Grant; at: number; gate: Gate };

/**
 * Two instances serve 60 requests at an upstream that stalls for `stallMs`. It then processes
 * every queued call, even if its sender has left. Returns the times of arrivals, and the number of
 * probes: grants while the breaker was not closed.
 */
async function runStall(stallMs: number, forMs: number) {
  const start = rig.time.now;
  const since = () => rig.time.now - start;
  const fleet = Array.from({ length: 2 }, () => rig.another());
  await fleet[0]?.step({ enter: Array.from({ length: 60 }, (_, index) => ask(`S${index}`)) });
  const arrivals: number[] = [];
  let flights: Flight[] = [];
  let queued = 0;
  let probes = 0;
  const endOf = ({ grant, at }: Flight): Settlement | null => {
    if (at >= stallMs && since() - at >= LATENCY_MS) return landed(grant, rig.time.now);
    if (since() - at < TIMEOUT_MS) return null;
    const failed = { slot: "unknown", job: "failed", verdict: "failing" } as const;
    return { ...landed(grant, 0), ...failed, problem: "upstream-timeout" };
  };
  for (; since() < forMs; rig.time.now += flights.length > 0 ? TICK_MS : IDLE_TICK_MS) {
    if (since() >= stallMs) for (; queued > 0; queued -= 1) arrivals.push(since());
    for (const gate of fleet) {
      const mine = flights.filter((flight) => flight.gate === gate);
      const ended = mine.flatMap((flight) => endOf(flight) ?? []);
      const isEnded = ({ grant }: Flight) => ended.some((one) => one.grant === grant.grant);
      flights = flights.filter((flight) => !isEnded(flight));
      const room = 12 - mine.length + ended.length;
      const { grants, summary } = await gate.step({ settle: ended, room });
      for (const grant of grants) {
        flights.push({ grant, at: since(), gate });
        if (summary.windows.account?.state !== "closed") probes += 1;
        if (since() >= stallMs) arrivals.push(since());
        else queued += 1;
      }
    }
  }
  return { worst: worstWindow(arrivals, WINDOW_MS), arrivals, probes };
}

describe("an upstream that stalls and then processes its queue", () => {
  test.each([25_000, 30_000, 45_000])(
    "for %i ms receives one call too many, the probe",
    async (stallMs) => {
      const { worst, arrivals, probes } = await runStall(stallMs, 170_000);
      expect(probes).toBe(1);
      expect(worst).toBeLessThanOrEqual(LIMIT + probes);
      // Calls continue: every request gets its call in the end.
      expect(arrivals.length).toBeGreaterThan(LIMIT + probes);
    },
    120_000,
  );

  test("receives one call too many per probe in a long stall", async () => {
    const { worst, probes } = await runStall(100_000, 300_000);
    expect(probes).toBeGreaterThan(1);
    expect(worst).toBeLessThanOrEqual(LIMIT + probes);
  }, 120_000);
});

/**
 * An instance freezes with `count` calls in flight at an upstream that stalls from the start. When
 * their slots no longer count, 30 requests reach another instance. Returns the times of arrivals.
 * The upstream resumes `stallMs` after the start. 0: it never stalls.
 */
async function runFrozen({ count, stallMs }: { count: number; stallMs: number }) {
  const start = rig.time.now;
  const since = () => rig.time.now - start;
  const arrivals = Array.from({ length: count }, () => stallMs);
  const left = await rig.fillWindow(count);
  expect(left).toHaveLength(count);
  // No one waits for these calls any longer, so they are not made again.
  rig.time.now = start + FREED_MS;
  const gate = rig.another();
  await gate.step({ enter: Array.from({ length: 30 }, (_, index) => ask(`L${index}`)) });
  let flights: { grant: Grant; at: number }[] = [];
  for (; since() < FREED_MS + WINDOW_MS; rig.time.now += TICK_MS) {
    const isOver = ({ at }: { at: number }) => since() >= Math.max(at, stallMs) + LATENCY_MS;
    const settle = flights.filter(isOver).map(({ grant }) => landed(grant, rig.time.now));
    flights = flights.filter((flight) => !isOver(flight));
    const { grants } = await gate.step({ settle, room: 12 - flights.length });
    for (const grant of grants) {
      flights.push({ grant, at: since() });
      arrivals.push(Math.max(since(), stallMs));
    }
  }
  return arrivals;
}

describe("an upstream that stalls while an instance freezes", () => {
  // The upstream resumes after the slots no longer count.
  const resumesMs = FREED_MS + 4_000;

  test.each([12, 4, 1])("receives no call too many with %i unknown ends", async (count) => {
    const arrivals = await runFrozen({ count, stallMs: resumesMs });
    expect(worstWindow(arrivals, WINDOW_MS)).toBeLessThanOrEqual(LIMIT);
    expect(arrivals.filter((at) => at >= resumesMs)).toHaveLength(LIMIT);
  });

  test("lets slots count a window longer if nothing stalled", async () => {
    const arrivals = await runFrozen({ count: 12, stallMs: 0 });
    const late = arrivals.filter((at) => at >= FREED_MS && at < FREED_MS + 5_000);
    expect(late).toHaveLength(LIMIT - 12);
  });
});
