import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { ourGate } from "./contenders/contender";
import { tallyOf } from "./figures/tally";
import type { Wish } from "./instance";
import { type Run, runSeed } from "./run-seed";
import { type Scene, scenes } from "./workloads/scenes";
import { EMPTY_MS } from "./workloads/workload";

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());

const play = (scene: Scene, seed = 1): Promise<Run> =>
  runSeed({ seed, store, contender: ourGate, ...scenes[scene] });

/** The most requests that were open at once. */
const mostOpen = (wishes: Wish[]) =>
  Math.max(
    ...wishes.map(
      ({ askedAt }) =>
        wishes.filter((wish) => wish.askedAt <= askedAt && (wish.endedAt ?? askedAt) > askedAt)
          .length,
    ),
  );

test.each(["sleeps", "late", "stalls", "deployments", "outages"] as const)(
  "keeps all promises with one kind of fault: %s",
  async (scene) => {
    for (let seed = 1; seed <= 6; seed += 1) {
      expect({ seed, broken: (await play(scene, seed)).broken }).toEqual({ seed, broken: [] });
    }
  },
  600_000,
);

test("keeps four symbols of a scan queued until all are loaded", async () => {
  const { wishes, broken } = await play("scans-2");
  expect(broken).toEqual([]);
  for (const name of ["scan1", "scan2"]) {
    const symbols = wishes.filter(({ caller }) => caller === name);
    expect(symbols.map(({ state }) => state)).toEqual(Array(200).fill("landed"));
    expect(new Set(symbols.map(({ process }) => process)).size).toBe(1);
    expect(mostOpen(symbols)).toBe(4);
    const landedAt = new Set(symbols.map(({ endedAt }) => endedAt));
    const later = symbols.slice(4).map(({ askedAt }) => askedAt);
    expect(later.every((at) => landedAt.has(at))).toBe(true);
  }
});

test("sends clicks during a scan at their rate, a symbol each", async () => {
  const { wishes, broken } = await play("clicks-15");
  expect(broken).toEqual([]);
  const clicks = wishes.filter(({ priority }) => priority === 2);
  // 15 a minute for 10 minutes are 150, plus or minus three standard deviations.
  expect(clicks.length).toBeGreaterThan(113);
  expect(clicks.length).toBeLessThan(187);
  expect(new Set(clicks.map(({ caller }) => caller)).size).toBe(10);
  expect(new Set(clicks.map(({ key }) => key)).size).toBe(clicks.length);
  const scan = wishes.filter(({ caller }) => caller === "scan1");
  const [first, last] = [clicks[0]?.askedAt ?? 0, clicks.at(-1)?.askedAt ?? 0];
  expect(first).toBeGreaterThanOrEqual(EMPTY_MS);
  expect(scan.some(({ endedAt }) => (endedAt ?? 0) > last)).toBe(true);
});

test("quotes every job of a queue without later requests", async () => {
  const run = await play("quotes");
  const jobs = run.wishes.filter(({ key }) => key.startsWith("v2:/tickers/Q"));
  expect(jobs.length).toBeGreaterThanOrEqual(60);
  const { quotes, landingWaits } = tallyOf(run, scenes.quotes);
  for (const lane of ["interactive", "standard", "batch"] as const)
    expect(quotes[lane].given).toBeGreaterThan(landingWaits[lane].length);
});
