import { describe, expect, test } from "vitest";
import { ask, landed } from "../support/gate-probe";
import { createGateRig, held } from "./gate-rig";

const rig = createGateRig();
const KEY = ask("SPY").key;

/** Enters an ask for SPY; the way to give the place up. */
async function enter(caller: string): Promise<() => Promise<unknown>> {
  const { entered } = await rig.gate().step({ enter: [ask("SPY", caller)] });
  const [place] = entered;
  if (!place || !("ticket" in place)) throw new Error("not in line");
  return () => rig.gate().step({ leave: [{ key: KEY, ticket: place.ticket }] });
}

/** What the one job's call would be put down to now. */
const callerNow = async () => (await rig.gate().step({ detail: true })).detail.jobs[0]?.caller;

describe("a shared job whose first caller gives it up", () => {
  test("is the next one's: the call is granted in its name", async () => {
    const leave = await enter("first");
    await enter("next");
    await enter("last");
    await leave();
    expect(await rig.claim()).toMatchObject({ caller: "next" });
  });

  test("does not put back what its first caller asks for next, nor does anybody's leaving else", async () => {
    const leave = await enter("first");
    const leaveLast = await enter("last");
    await leaveLast();
    expect(await callerNow()).toBe("first");
    await enter("last");
    await leave();
    const { detail } = await rig.gate().step({ enter: [ask("QQQ", "first")], detail: true });
    const next = detail.jobs.find(({ key }) => key === ask("QQQ").key);
    expect(next && next.score - next.enteredAt - next.priorityMs).toBe(0);
  });

  test("is the next one's too when the first one's lease has ended", async () => {
    await enter("first");
    rig.time.now += 50_000;
    await enter("next");
    rig.time.now += 80_000;
    expect(await rig.claim()).toMatchObject({ caller: "next" });
  });

  test("is, once its call comes back to the line, of whoever joined it under way", async () => {
    const leave = await enter("first");
    const grant = held(await rig.claim());
    await leave();
    await enter("joined");
    const unsent = { ...landed(grant, 0), slot: "unsent", job: "again", verdict: "none" } as const;
    await rig.gate().step({ settle: [unsent] });
    expect(await callerNow()).toBe("joined");
  });
});
