import { describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { keys } from "../../callers/setup";
import { asked, caller, createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();

const LIMIT = 20;
const WINDOW_MS = 6_000;

/** Creates a deployment with this credential on the shared gate. */
function deployment(credential: string): DeskRig {
  return createDeskRig(store(), LIMIT, WINDOW_MS, systemClock, keys, { credential });
}

/** Creates a deployment with a revoked key. The upstream refuses each of its calls. */
function refused(credential = "revoked"): DeskRig {
  const rig = deployment(credential);
  rig.script.get = () => () => ({ kind: "not-allowed", arrived: true, detail: "" });
  return rig;
}

/** Requests a symbol at a deployment. Returns the kind of the reply, or the problem. */
async function press(rig: DeskRig, symbol: string, waitMs = 12_000): Promise<string> {
  const reply = await requestSnapshot(rig.desk, asked(symbol, { caller: caller(symbol), waitMs }));
  return reply.kind === "refused" ? reply.slug : reply.kind;
}

const NEW = Array.from({ length: 10 }, (_, index) => `NEW${index}`);
const answered = (ends: string[]) => ends.filter((end) => end === "snapshot").length;

describe("a deployment with a revoked key next to a good one", () => {
  test("costs two calls, and no answer of the other deployment", async () => {
    const [old, good] = [refused(), deployment("good")];
    expect(await press(old, "OLDA")).toBe("upstream-auth");
    expect(await press(old, "OLDB")).toBe("upstream-auth");
    const ends = await Promise.all(NEW.map((symbol) => press(good, symbol)));
    expect({ answered: answered(ends), calls: good.calls.length }).toEqual({
      answered: 10,
      calls: 10,
    });
    expect(old.calls).toHaveLength(2);
  }, 60_000);

  test("leaves its calls to the other deployment", async () => {
    const [old, good] = [refused(), deployment("good")];
    await press(good, "FIRST");
    const ends = await Promise.all([
      ...["OLDA", "OLDB", "OLDC", "OLDD"].map((symbol) => press(old, symbol)),
      ...NEW.map((symbol) => press(good, symbol)),
    ]);
    expect(answered(ends)).toBe(14);
    expect(old.calls.length).toBeLessThanOrEqual(2);
    const gateSnapshot = await old.desk.pump.snapshot();
    expect(gateSnapshot.summary.windows.account?.state).toBe("closed");
  }, 60_000);

  test("is reported to both deployments", async () => {
    const [old, good] = [refused(), deployment("good")];
    await press(good, "FIRST");
    const waiting = ["OLDA", "OLDB"].map((symbol) => press(old, symbol));
    await expect.poll(() => old.calls.length, { timeout: 10_000 }).toBe(2);
    const ends = await Promise.all([...waiting, ...NEW.map((symbol) => press(good, symbol))]);
    expect(answered(ends)).toBe(12);
    const [own] = (await old.desk.pump.snapshot()).summary.refusals;
    expect(own).toMatchObject({ scope: "account", isOwn: true, deployment: "test" });
    const [others] = (await good.desk.pump.snapshot()).summary.refusals;
    expect(others).toMatchObject({ scope: "account", isOwn: false });
  }, 60_000);
});

test("stops all calls when every credential is refused", async () => {
  const rigs = [refused("one"), refused("two")];
  const ends = await Promise.all(
    rigs.flatMap((rig, index) => ["A", "B", "C"].map((name) => press(rig, `${name}${index}`))),
  );
  expect(ends).toEqual(Array(6).fill("upstream-auth"));
  const { account } = (await rigs[0]?.desk.pump.snapshot())?.summary.windows ?? {};
  expect(account).toMatchObject({ state: "open", reason: "credentials" });
}, 60_000);
