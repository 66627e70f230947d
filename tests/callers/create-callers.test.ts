import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Allowance, Caller } from "@/lib/callers/callers";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { callersOn, headersOf, sentBack } from "./setup";

/** The start of a minute: windows of 10 s and 600 s begin here, so that counts are plain. */
const NOW = Date.parse("2026-11-23T15:00:00Z");
const cookieAt = (id: string, address: string | null): Caller => ({
  id,
  kind: "cookie",
  house: address ?? id,
  address,
});
const unknown: Caller = {
  id: "everybody",
  kind: "address",
  house: "everybody",
  address: null,
};

let store: Store;
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"] }));
beforeEach(async () => {
  vi.setSystemTime(NOW);
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
  return () => store.close();
});
afterAll(() => void vi.useRealTimers());

async function times(count: number, ask: (index: number) => Promise<Allowance>) {
  const answers: Allowance[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await ask(index));
  return answers.filter((answer) => answer.allowed).length;
}
const waitOf = (answer: Allowance) => (answer.allowed ? 0 : answer.retryAfterSeconds);

describe("floods", () => {
  it("refuses a caller's 61st request in 10 s until Retry-After", async () => {
    const callers = callersOn(store);
    const ask = () => callers.countRequest(cookieAt("cada", null), false);
    expect(await times(70, ask)).toBe(60);
    const wait = waitOf(await ask());
    expect(wait).toBeGreaterThanOrEqual(1);
    vi.setSystemTime(NOW + wait * 1_000);
    expect((await ask()).allowed).toBe(true);
  });

  it("never gives a Retry-After too early, whatever was asked when", async () => {
    const callers = callersOn(store, {
      bounds: { queueCapacity: 1, floodPerCaller: 5, floodPerAddress: 9 },
    });
    const asks = fc.array(fc.integer({ min: 0, max: 6_000 }), { minLength: 8, maxLength: 25 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(asks, async (pauses) => {
        const caller = cookieAt(`c${++run}`, null);
        let now = NOW;
        for (const pause of pauses) {
          now += pause;
          vi.setSystemTime(now);
          const wait = waitOf(await callers.countRequest(caller, false));
          if (wait === 0) continue;
          now += wait * 1_000;
          vi.setSystemTime(now);
          expect(await callers.countRequest(caller, false)).toEqual({ allowed: true });
        }
      }),
      { numRuns: 40 },
    );
  });

  it("counts an address over all its callers, only if it is known", async () => {
    const callers = callersOn(store, {
      bounds: { queueCapacity: 1, floodPerCaller: 60, floodPerAddress: 100 },
    });
    const ask = (address: string | null) => (index: number) =>
      callers.countRequest(cookieAt(`c${index}`, address), false);
    expect(await times(120, ask("192.0.2.1"))).toBe(100);
    expect(await times(10, ask("192.0.2.2"))).toBe(10);
    vi.setSystemTime(NOW + 20_000);
    expect(await times(120, ask(null))).toBe(120);
  });

  it("leaves a shared address's allowance alone on a refusal", async () => {
    const callers = callersOn(store, {
      bounds: { queueCapacity: 1, floodPerCaller: 10, floodPerAddress: 20 },
    });
    const ask = (id: string) => () => callers.countRequest(cookieAt(id, "192.0.2.1"), false);
    expect(await times(50, ask("cflood"))).toBe(10);
    expect(await times(10, ask("cada"))).toBe(10);
  });

  it("gives the cookie-less of no known address one allowance", async () => {
    const callers = callersOn(store);
    const { caller, setCookie } = callers.identify(headersOf(null, "192.0.2.1"));
    expect(caller).toEqual({ ...unknown, offered: expect.stringMatching(/^c/) });
    expect(await times(70, () => callers.countRequest(caller, setCookie !== null))).toBe(60);
  });

  it("allows 600 new cookies in 10 min per address, else 6,000", async () => {
    const bounds = { queueCapacity: 1, floodPerCaller: 9_000, floodPerAddress: 9_000 };
    const callers = callersOn(store, { bounds });
    const first = cookieAt("caddress", "192.0.2.1");
    expect(await times(620, () => callers.countRequest(first, true))).toBe(600);
    expect((await callers.countRequest(first, false)).allowed).toBe(true);
    expect((await callers.countRequest(cookieAt("cother", "192.0.2.2"), true)).allowed).toBe(true);
    expect(await times(5, () => callers.countRequest(unknown, true))).toBe(5);
    // 5,985 more, at once: asked one by one they would take seconds.
    const [count = ""] = await store.redis.keys("*new-cookies:everybody*");
    expect(await store.redis.incrby(count, 5_985)).toBe(5_990);
    expect(await times(20, () => callers.countRequest(unknown, true))).toBe(10);
    expect(waitOf(await callers.countRequest(unknown, true))).toBe(601);
  });

  it("pauses a caller's own symbols after five unknown in 10 min", async () => {
    const callers = callersOn(store);
    const ada = cookieAt("cada", null);
    for (let count = 0; count < 5; count += 1) {
      expect((await callers.mayAskUnknown(ada)).allowed).toBe(true);
      expect((await callers.mayAskUnknown(ada)).allowed).toBe(true);
      await callers.countUnknown(ada.id);
    }
    const wait = waitOf(await callers.mayAskUnknown(ada));
    expect(wait).toBe(601);
    expect((await callers.mayAskUnknown(cookieAt("cbob", null))).allowed).toBe(true);
    vi.setSystemTime(NOW + wait * 1_000);
    expect((await callers.mayAskUnknown(ada)).allowed).toBe(true);
  });

  it("fails closed: a store that does not answer is a fault", async () => {
    const cut = await createStore({ kind: "embedded" }, { clock: systemClock });
    await cut.close();
    const callers = callersOn(cut);
    for (const ask of [
      () => callers.countRequest(unknown, true),
      () => callers.mayAskUnknown(unknown),
      () => callers.countUnknown(unknown.id),
    ]) {
      await expect(ask()).rejects.toBeInstanceOf(StoreFault);
    }
  });
});

describe("identify", () => {
  it("returns caller, new cookie and ACCESS without the store", async () => {
    await store.close();
    const callers = callersOn(store, { access: { mode: "members", passphrase: "open sesame" } });
    const first = callers.identify(headersOf(null));
    expect(first).toMatchObject({ caller: unknown, admitted: false });
    const second = callers.identify(headersOf(sentBack(first.setCookie)));
    expect(second).toMatchObject({ caller: { kind: "cookie" }, setCookie: null, admitted: false });
    store = await createStore({ kind: "embedded" }, { clock: systemClock });
  });
});
