import { expect, test } from "vitest";
import type { CallEnd, GrantedCall } from "@/lib/gate/pump/flights";
import { ask } from "../../support/store/gate-probe";
import { createInstance, createPumpRig, landedEnd } from "../pump/pump-rig";

const rig = createPumpRig();

test.each([
  ["at once", 300],
  ["when DNS fails after 7.5 s", 7_500],
])("reuses a returned slot within 1.5 s, returned %s", async (_, afterMs) => {
  const { clock, calls, time } = rig.world();
  let returnedAt = 0;
  const neverOpens = async (_call: GrantedCall): Promise<CallEnd> => {
    await clock.sleep(afterMs);
    returnedAt = time.now;
    const problem = "upstream-error";
    return { ...landedEnd(0), slot: "unsent", job: "failed", verdict: "failing", problem };
  };
  const b = createInstance(rig.world(), "b", neverOpens);
  const a = createInstance(rig.world(), "a");
  // One request without a wait, then 21 with: the window is full, and two requests are queued.
  await b.pump.enter(ask("B", "c-b"));
  for (let index = 0; index < 21; index += 1) await a.wait(ask(`A${index}`, `c-${index}`));
  await clock.advance(50_000);
  expect(returnedAt).toBeGreaterThan(0);
  expect(calls).toHaveLength(20);
  expect((calls.at(-1)?.at ?? 0) - returnedAt).toBeLessThanOrEqual(
    Math.max(5_000 - afterMs, 1_500),
  );
});

test("checks a slow call at most once a grace", async () => {
  const { clock } = rig.world();
  const slow = async (): Promise<CallEnd> => {
    await clock.sleep(14_000);
    return { ...landedEnd(0), slot: "unknown", job: "failed", verdict: "none" };
  };
  const b = createInstance(rig.world(), "b", slow);
  const a = createInstance(rig.world(), "a");
  await b.pump.enter(ask("B", "c-b"));
  for (let index = 0; index < 21; index += 1) await a.wait(ask(`A${index}`, `c-${index}`));
  await clock.advance(6_000);
  const before = a.steps();
  await clock.advance(50_000);
  expect(a.steps() - before).toBeLessThanOrEqual(10);
});
