import { expect, test } from "vitest";
import { windowOf } from "@/lib/contract/quota/window-use";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { ask, probeGate } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

/** A store that delays the first try of each step until `arrive`. It runs the replay at once. */
function holdingFirstTries() {
  const store = rig.store();
  const tries: (() => Promise<unknown>)[] = [];
  const seen = new Set<string>();
  const holding: Store = {
    ...store,
    run: async (script, keys, args, timeoutMs) => {
      const { request } = JSON.parse(args[0] ?? "{}");
      if (seen.has(request)) return store.run(script, keys, args, timeoutMs);
      seen.add(request);
      const [step = ""] = args;
      tries.push(() => store.run(script, keys, [step, String(rig.time.now)], timeoutMs));
      throw new StoreFault("timeout");
    },
  };
  return { gate: probeGate(holding, rig.time), arrive: () => Promise.all(tries.map((it) => it())) };
}

test("ignores a step that arrives after its sender timed out", async () => {
  const { gate, arrive } = holdingFirstTries();
  await gate.step({});
  const { entered } = await gate.step({ enter: [ask("SPY")] });
  const place = entered[0];
  if (place?.kind !== "queued") throw new Error("not queued");
  await gate.step({ leave: [{ key: ask("SPY").key, ticket: place.ticket }] });
  for (const kind of ["hold", "release"] as const) {
    await gate.step({ control: [{ kind, window: "expensive" }] });
  }
  await gate.step({ room: 6 });
  await rig.gate().step({ enter: [ask("QQQ")] });
  rig.time.now += 5_000;
  await arrive();
  const { summary, detail } = await rig.gate().step({ detail: true });
  expect(detail.jobs.map(({ key }) => key)).toEqual([ask("QQQ").key]);
  expect(summary.slots).toEqual([]);
  expect(windowOf(summary, "expensive").state).toBe("closed");
});

test("accepts the step of a sender with a wrong store time", async () => {
  const slept = { now: rig.time.now };
  const gate = probeGate(rig.store(), rig.time, {}, slept);
  await gate.step({});
  gate.startRun();
  // The machine slept. A virtual instance has one clock, which stopped during the sleep.
  rig.time.now += 60_000;
  const { entered } = await gate.step({ enter: [ask("SPY")] });
  expect(entered[0]).toMatchObject({ kind: "queued", new: true });
});
