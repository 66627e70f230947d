import { describe, expect, test } from "vitest";
import { ask, landed } from "../../support/store/gate-probe";
import { createGateRig, held } from "../gate-rig";

const rig = createGateRig();
const KEY = ask("SPY").key;

/** Enters a request for SPY. Returns a function that cancels it. */
async function enter(caller: string): Promise<() => Promise<unknown>> {
  const { entered } = await rig.gate().step({ enter: [ask("SPY", caller)] });
  const [place] = entered;
  if (!place || !("ticket" in place)) throw new Error("not queued");
  return () => rig.gate().step({ leave: [{ key: KEY, ticket: place.ticket }] });
}

/** The caller to whom the job's call would be attributed now. */
const callerNow = async () => (await rig.gate().step({ detail: true })).detail.jobs[0]?.caller;

describe("a shared job whose first caller cancels", () => {
  test("belongs to the next caller, and its grant names that caller", async () => {
    const leave = await enter("first");
    await enter("next");
    await enter("last");
    await leave();
    expect(await rig.claim()).toMatchObject({ caller: "next" });
  });

  test("does not delay the first caller's next request", async () => {
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

  test("belongs to the next caller when the first lease ends", async () => {
    await enter("first");
    rig.time.now += 50_000;
    await enter("next");
    rig.time.now += 80_000;
    expect(await rig.claim()).toMatchObject({ caller: "next" });
  });

  test("belongs to a joiner in flight when it is queued again", async () => {
    const leave = await enter("first");
    const grant = held(await rig.claim());
    await leave();
    await enter("joined");
    const unsent = { ...landed(grant, 0), slot: "unsent", job: "again", verdict: "none" } as const;
    await rig.gate().step({ settle: [unsent] });
    expect(await callerNow()).toBe("joined");
  });
});
