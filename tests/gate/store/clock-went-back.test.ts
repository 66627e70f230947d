import { expect, test } from "vitest";
import type { Store } from "@/lib/redis/store";
import { ask, GATE_KEY } from "../../support/store/gate-probe";
import { createInstance, createPumpRig } from "../pump/pump-rig";

const rig = createPumpRig();

/** Longer than the window counts as full afterwards. So a result is dated before its request. */
const BACK_MS = 600_000;

/** A store whose clock is behind by `by.ms`. */
function behind(store: Store, by: { ms: number }): Store {
  return {
    ...store,
    run: (script, keys, [step = "", now], timeoutMs) =>
      store.run(script, keys, [step, String(Number(now) - by.ms)], timeoutMs),
  };
}

test("ends a wait with its result when the store clock goes back", async () => {
  const { clock, store, calls, landings } = rig.world();
  const back = { ms: 0 };
  const set = behind(store, back);
  const caller = createInstance(rig.world(), "caller", undefined, set);
  const other = createInstance(rig.world(), "other", undefined, set);
  // A stopped pump makes no calls, so it learns the result only from the cache.
  await other.pump.stop();
  await caller.wait(ask("FIRST", "one"));
  const here = await caller.wait(ask("SPY", "one"));
  const elsewhere = await other.wait(ask("SPY", "two"));
  back.ms = BACK_MS;
  await clock.advance(120_000);
  expect(calls.map(({ key }) => key)).toEqual(["v2:/tickets/FIRST", "v2:/tickets/SPY"]);
  expect(landings.get("v2:/tickets/SPY")?.fetchedAt).toBeLessThan(elsewhere.place.since);
  expect([here.end(), elsewhere.end()]).toEqual([{ state: "landed" }, { state: "landed" }]);
});

test("counts tickets in an emptied store as lost, not canceled", async () => {
  const { clock, store } = rig.world();
  const back = { ms: 0 };
  const set = behind(store, back);
  const waiting = createInstance(rig.world(), "waiting", undefined, set);
  const other = createInstance(rig.world(), "other", undefined, set);
  await waiting.wait(ask("FIRST", "one"));
  const wait = await waiting.wait(ask("SPY", "one"));
  await other.wait(ask("IWM", "two"));
  await store.redis.del(GATE_KEY);
  back.ms = 30_000;
  // This instance has seen the newest state and creates a new one. The other instance steps later.
  await other.wait(ask("QQQ", "two"));
  await clock.advance(1);
  await clock.advance(180_000);
  expect(wait.end()).toEqual({ state: "landed" });
});
