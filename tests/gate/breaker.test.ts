import { describe, expect, test } from "vitest";
import type { Grant } from "@/lib/gate/step";
import { landed } from "../support/gate-probe";
import { createGateRig, held } from "./gate-rig";

const rig = createGateRig();

describe("the breaker", () => {
  const limited = (grant: Grant, retryAfter: number) =>
    ({ ...landed(grant, 0), job: "again", verdict: "limited", retryAfter }) as const;

  test("opens on a limit answer until Retry-After, then one probe goes, then it closes", async () => {
    const [first] = await rig.fillWindow(3);
    if (!first) throw new Error("no grant");
    const { summary } = await rig.gate().step({ settle: [limited(first, 30_000)] });
    expect(summary.breaker).toMatchObject({ state: "open", untilAt: rig.time.now + 30_000 });
    rig.time.now += 29_999;
    expect(await rig.claim()).toBeNull();
    rig.time.now += 1;
    const probe = await rig.claim();
    expect(probe).not.toBeNull();
    rig.time.now += 1_000;
    expect(await rig.claim(rig.another())).toBeNull();
    expect(await rig.claim()).toBeNull();
    const closed = await rig.gate().step({ settle: [landed(held(probe), rig.time.now)] });
    expect(closed.summary.breaker.state).toBe("closed");
  });

  test("without Retry-After it opens for a window, and twice as long when the probe is refused", async () => {
    const [first] = await rig.fillWindow(3);
    if (!first) throw new Error("no grant");
    await rig.gate().step({ settle: [limited(first, 0)] });
    rig.time.now += 60_000;
    const probe = await rig.claim();
    const { summary } = await rig.gate().step({ settle: [limited(held(probe), 0)] });
    expect(summary.breaker.untilAt).toBe(rig.time.now + 120_000);
  });
});
