import { describe, expect, test } from "vitest";
import { fakeFigures } from "../../support/fake-upstream/fake-figures";
import { goodBody } from "../../support/fake-upstream/fake-replies";
import { createVendorScene } from "./vendor-scene";

const scene = createVendorScene();
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** v2's summary of a symbol with this JSON in place of `from`. */
function bodyWith(symbol: string, from: string, sent: string): string {
  const ask = { resource: "gex", version: "v2", window: "account", authorized: true } as const;
  const body = goodBody({ ...ask, symbol, parameters: new URLSearchParams(), now: scene.time.now });
  expect(body).toContain(from);
  return body.replace(from, () => sent);
}

const shown = (symbol: string) => {
  const { spot, netGex } = fakeFigures(symbol);
  return { kind: "shown", spot, netGex };
};

/** Ten minutes in which SPY is clicked every 10 s, and one of `symbols` 5 s after each. */
async function tenMinutes(symbols: readonly string[], look: (index: number) => Promise<void>) {
  for (let click = 0; click < 60; click += 1) {
    expect(await scene.click("SPY")).toMatchObject(shown("SPY"));
    scene.time.now += 5 * SECOND;
    await look(click % symbols.length);
    expect((await scene.look()).account).toMatchObject({ state: "closed", steps: 0 });
    scene.time.now += 5 * SECOND;
  }
}

describe("five symbols beside a person who clicks SPY", () => {
  const symbols = ["AAA", "BBB", "CCC", "DDD", "EEE"];
  const defective = ["VVV", "WWW", "XXX", "YYY", "ZZZ"];

  test("with an unreadable optional value show price and GEX", async () => {
    const sent = ["NaN", '"N/A"', '"--"', '"1,204.5"', '"nan"'];
    for (const [index, symbol] of symbols.entries()) {
      const body = bodyWith(symbol, '"iv_rank":42', `"iv_rank":${sent[index]}`);
      scene.fake().script({ symbol, always: true }, { kind: "raw", body });
    }
    await tenMinutes(symbols, async (index) => {
      const symbol = symbols[index] ?? "";
      expect(await scene.click(symbol)).toEqual({
        ...shown(symbol),
        unreadable: ["data.underlying.iv.iv_rank"],
      });
    });
  });

  test("without a price fail alone, and SPY answers throughout", async () => {
    for (const symbol of defective) {
      const body = bodyWith(symbol, `"price":${fakeFigures(symbol).spot}}`, '"price":"n/a"}');
      scene.fake().script({ symbol, always: true }, { kind: "raw", body });
    }
    await tenMinutes(defective, async (index) => {
      const symbol = defective[index] ?? "";
      const seen = { kind: "problem", problem: "upstream-invalid-response" };
      expect(await scene.click(symbol)).toEqual(seen);
      expect(await scene.isCached(symbol)).toBe(false);
    });
  });
});

test("one symbol without a price alone opens no breaker", async () => {
  const reply = { kind: "raw", body: '{"data": {}}' } as const;
  scene.fake().script({ symbol: "BAD", always: true }, reply);
  for (let click = 0; click < 20; click += 1) {
    await scene.click("BAD");
    scene.time.now += 10 * SECOND;
  }
  expect((await scene.look()).account).toMatchObject({ state: "closed" });
  expect(await scene.click("SPY")).toMatchObject(shown("SPY"));
});

describe("challenges of a guard", () => {
  const challenge = {
    kind: "raw",
    status: 403,
    headers: { "content-type": "text/html", "cf-mitigated": "challenge" },
    body: "<!doctype html><title>Just a moment...</title>",
  } as const;

  /** No page and no alert may say that the key was refused. */
  const expectNoAlarm = async () => {
    const { account, refusals } = await scene.look();
    expect(refusals).toEqual([]);
    expect(account).not.toMatchObject({ reason: "credentials" });
  };

  test("for two symbols are over within a minute", async () => {
    for (const symbol of ["AAA", "BBB"]) scene.fake().script({ symbol }, challenge);
    for (const symbol of ["AAA", "BBB"]) {
      expect(await scene.click(symbol)).toEqual({ kind: "problem", problem: "upstream-error" });
      await expectNoAlarm();
      scene.time.now += SECOND;
    }
    expect(await scene.click("SPY")).toMatchObject(shown("SPY"));
    scene.time.now += 10 * SECOND;
    for (const symbol of ["AAA", "BBB"]) {
      expect(await scene.click(symbol)).toMatchObject(shown(symbol));
      scene.time.now += SECOND;
    }
    await expectNoAlarm();
  });

  test("for everything stop calls for seconds, then twice as long", async () => {
    scene.fake().script({}, ...Array.from({ length: 6 }, () => challenge));
    for (const symbol of ["A", "B", "C", "D", "E"]) {
      await scene.click(symbol);
      scene.time.now += SECOND;
    }
    const first = await scene.look();
    expect(first.account).toMatchObject({ state: "open", reason: "failing" });
    expect(first.opensInMs).toBe(4 * SECOND);
    scene.time.now += 5 * SECOND;
    await scene.click("F");
    expect((await scene.look()).opensInMs).toBe(10 * SECOND);
    await expectNoAlarm();
    scene.time.now += 10 * SECOND;
    expect(await scene.click("G")).toMatchObject(shown("G"));
    expect((await scene.look()).account).toMatchObject({ state: "closed" });
  });
});

test("data outside of the subscription leaves the quota alone", async () => {
  const body = '{"error":{"message":"This ticker is limited to Pro subscribers"}}';
  scene.fake().script({ symbol: "PRO" }, { kind: "raw", status: 403, body });
  const before = (await scene.look()).account;
  const refused = { kind: "problem", problem: "not-offered" };
  expect(await scene.click("PRO")).toEqual(refused);
  const untouched = { state: "closed", limit: 20, steps: 0, outsideAt: 0 };
  expect(before).toMatchObject(untouched);
  expect(await scene.look()).toMatchObject({ account: untouched, refusals: [] });
  // Remembered for 10 min without a call, while everything else is answered.
  scene.time.now += 10 * MINUTE - SECOND;
  expect(await scene.click("PRO")).toEqual(refused);
  expect(scene.fake().arrivals()).toHaveLength(1);
  expect(await scene.click("SPY")).toMatchObject(shown("SPY"));
  scene.time.now += SECOND;
  expect(await scene.click("PRO")).toMatchObject(shown("PRO"));
});
