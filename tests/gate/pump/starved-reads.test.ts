import { expect, test } from "vitest";
import { ask } from "../../support/store/gate-probe";
import { answers, createInstance, createPumpRig, LATENCY_MS, landedEnd } from "./pump-rig";

const rig = createPumpRig();
/** The round trip to the store. */
const TRIP_MS = 30;

/** Creates an instance whose store is TRIP_MS away. The clock does not wait for these trips. */
function farInstance() {
  const world = rig.world();
  const near = world.clock.counting(world.store);
  const far: typeof near = {
    ...near,
    run: async (...call) => {
      await world.clock.sleep(TRIP_MS / 2);
      const reply = await near.run(...call);
      await world.clock.sleep(TRIP_MS / 2);
      return reply;
    },
  };
  const clock = { ...world.clock, counting: () => far };
  return createInstance({ ...world, clock }, "here");
}

test.each([0, 20, 50, 100, 200])(
  "reads another instance's result in 0.5 s at %i requests/s",
  async (asksPerSecond) => {
    const { clock, time, calls } = rig.world();
    const there = createInstance(rig.world(), "there", answers(rig.world(), "there", 2_000));
    await there.wait(ask("SPY", "c-there"));
    await clock.advance(100);
    const here = farInstance();
    const waiting = here.wait(ask("SPY", "c-here"));
    await clock.advance(100);
    const mine = await waiting;
    expect(mine.place.kind).toBe("running");
    let endedAt = 0;
    for (let elapsed = 0; elapsed < 4_000 && endedAt === 0; elapsed += 5) {
      if (asksPerSecond > 0 && elapsed % (1_000 / asksPerSecond) === 0) {
        here.pump.enter(ask("SPY", "c-here", { joinOnly: true })).catch(() => undefined);
      }
      await clock.advance(5);
      if (mine.end()) endedAt = time.now;
    }
    expect(mine.end()).toEqual({ state: "landed" });
    expect(calls.map(({ by }) => by)).toEqual(["there"]);
    expect(endedAt - ((calls[0]?.at ?? 0) + 2_000)).toBeLessThanOrEqual(500);
    await clock.advance(LATENCY_MS);
  },
);

test("reads the result at once when a job leaves the queue", async () => {
  const { clock, landings, time } = rig.world();
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const there = createInstance(rig.world(), "there", async (call) => {
    await answered;
    landings.set(call.key, { fetchedAt: time.now, failure: null });
    return landedEnd(time.now);
  });
  await there.wait(ask("SPY", "c-there"));
  const here = createInstance(rig.world(), "here");
  const mine = await here.wait(ask("SPY", "c-here"));
  // The instance has just read the cache, so its next regular read is some time away.
  const before = here.reads();
  while (here.reads() === before) await clock.advance(10);
  await clock.settle();
  answer();
  await clock.settle();
  expect(mine.end()).toBeUndefined();
  await here.pump.snapshot();
  await clock.settle();
  expect(mine.end()).toEqual({ state: "landed" });
});
