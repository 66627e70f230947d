import { expect, test } from "vitest";
import type { Store } from "@/lib/redis/store";
import { ask } from "../support/gate-probe";
import { createInstance, createPumpRig } from "./pump-rig";

const rig = createPumpRig();

/** Longer than the window counts as full after it: what lands is dated before it was asked for. */
const BACK_MS = 600_000;

test("a wait through a store's clock that goes back ends in what lands, here and elsewhere", async () => {
  const { clock, store, calls, landings } = rig.world();
  let backMs = 0;
  const behind: Store = {
    ...store,
    run: (script, keys, [step = "", now], timeoutMs) =>
      store.run(script, keys, [step, String(Number(now) - backMs)], timeoutMs),
  };
  const caller = createInstance(rig.world(), "caller", undefined, behind);
  const other = createInstance(rig.world(), "other", undefined, behind);
  // It makes no call itself: what becomes of its wait it can only read.
  await other.pump.stop();
  await caller.wait(ask("FIRST", "one"));
  const here = await caller.wait(ask("SPY", "one"));
  const elsewhere = await other.wait(ask("SPY", "two"));
  backMs = BACK_MS;
  await clock.advance(120_000);
  expect(calls.map(({ key }) => key)).toEqual(["v2:/tickets/FIRST", "v2:/tickets/SPY"]);
  expect(landings.get("v2:/tickets/SPY")?.fetchedAt).toBeLessThan(elsewhere.place.since);
  expect([here.end(), elsewhere.end()]).toEqual([{ state: "landed" }, { state: "landed" }]);
});
