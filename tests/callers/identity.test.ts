import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createIdentity } from "@/lib/callers/identity";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import { headersOf, SECRET, sentBack } from "./setup";

const identityWith = (changes: { secret?: string; origin?: string; trustProxy?: number } = {}) =>
  createIdentity({
    signer: createSigner(changes.secret ?? SECRET),
    origin: changes.origin ?? null,
    trustProxy: changes.trustProxy ?? "none",
    clock: systemClock,
  });
const identify = identityWith();
const NOW = Date.parse("2026-11-23T15:00:00Z");
const DAY = 86_400_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
afterEach(() => void vi.useRealTimers());

describe("who asks", () => {
  it("keeps a browser with its cookie one caller, given no other", () => {
    const first = identify(headersOf(null));
    const cookie = sentBack(first.setCookie);
    const second = identify(headersOf(cookie));
    const third = identify(headersOf(`theme=dark; ${cookie}; other=1`));
    expect(second.caller).toMatchObject({ kind: "cookie", address: null });
    expect(second.caller.id).toMatch(/^c[\w-]{12}$/);
    expect(second.setCookie).toBeNull();
    expect(third).toEqual(second);
  });

  it("keeps a client without cookies one caller, whatever it gets", () => {
    const seen = Array.from({ length: 50 }, () => identify(headersOf(null)));
    expect(new Set(seen.map(({ caller }) => caller.id)).size).toBe(1);
    expect(new Set(seen.map(({ setCookie }) => setCookie)).size).toBe(50);
    const [first] = seen;
    const own = { id: "everybody", house: "everybody", kind: "address", address: null };
    // What it would be, were the cookie of this answer sent back.
    const offered = identify(headersOf(sentBack(first?.setCookie ?? null))).caller.id;
    expect(first?.caller).toEqual({ ...own, offered });
  });

  it("makes the cookie-less of an address one caller, by opaque id", () => {
    const known = identityWith({ trustProxy: 1 });
    const id = (address: string) => known(headersOf(null, address)).caller.id;
    expect(id("192.0.2.1")).toBe(id("192.0.2.1"));
    expect(id("192.0.2.1")).not.toBe(id("192.0.2.2"));
    expect(id("192.0.2.1")).toMatch(/^a[\w-]{12}$/);
    expect(id("unknown")).toBe("everybody");
    const cookie = sentBack(known(headersOf(null, "192.0.2.1")).setCookie);
    expect(known(headersOf(cookie, "192.0.2.9")).caller).toMatchObject({
      kind: "cookie",
      address: "192.0.2.9",
      withoutCookie: id("192.0.2.9"),
    });
  });

  it("makes one house of each /64, and of each caller without one", () => {
    const known = identityWith({ trustProxy: 1 });
    const visit = (address: string) => {
      const first = known(headersOf(null, address));
      return known(headersOf(sentBack(first.setCookie), address)).caller;
    };
    const [ada, bob] = [visit("2001:db8:0:1::1"), visit("2001:db8:0:1::2")];
    expect(ada.id).not.toBe(bob.id);
    expect(ada.house).toBe(bob.house);
    expect(known(headersOf(null, "2001:db8:0:1::3")).caller.house).toBe(ada.house);
    expect(visit("2001:db8:0:2::1").house).not.toBe(ada.house);
    expect(ada.house).not.toContain("2001");
    const nowhere = identify(headersOf(sentBack(identify(headersOf(null)).setCookie))).caller;
    expect(nowhere.house).toBe(nowhere.id);
  });

  it("sets an HttpOnly, Lax cookie; on https Secure and host-bound", () => {
    expect(identify(headersOf(null)).setCookie).toMatch(
      /^gg_caller=[\w-]{12}\.[0-9a-z]+\.[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const secure = identityWith({ origin: "https://gate.example" });
    const { setCookie } = secure(headersOf(null));
    expect(setCookie).toMatch(/^__Host-gg_caller=/);
    expect(setCookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(secure(headersOf(sentBack(setCookie))).caller.kind).toBe("cookie");
    // The unprefixed name could have been set by another host of the domain.
    const unprefixed = sentBack(setCookie).replace("__Host-", "");
    expect(secure(headersOf(unprefixed)).caller.kind).toBe("address");
  });

  it("rejects a cookie with any change in any place", () => {
    const cookie = sentBack(identify(headersOf(null)).setCookie);
    const start = "gg_caller=".length;
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: cookie.length - 1 }),
        fc.constantFrom(..."aZ09-_."),
        (place, character) => {
          fc.pre(cookie[place] !== character);
          const forged = cookie.slice(0, place) + character + cookie.slice(place + 1);
          const { caller, setCookie } = identify(headersOf(forged));
          expect(caller.kind).toBe("address");
          expect(setCookie).not.toBeNull();
        },
      ),
    );
  });

  it("makes a new caller of a forged, doubled or oversize cookie", () => {
    const cookie = sentBack(identify(headersOf(null)).setCookie);
    const foreign = identityWith({ secret: "another secret of thirty-two characters" });
    const bad = [
      "gg_caller=",
      "gg_caller=..",
      "gg_caller=aaaaaaaaaaaa.1.AAAA",
      `${cookie}; ${cookie}`,
      `${cookie}; gg_caller=other`,
      `gg_caller=${"a".repeat(10_000)}`,
      `${cookie}${".".repeat(200)}`,
      sentBack(foreign(headersOf(null)).setCookie),
    ];
    for (const text of bad) {
      const { caller, setCookie } = identify(headersOf(text));
      expect([caller.kind, setCookie === null], text.slice(0, 60)).toEqual(["address", false]);
    }
  });

  it("no text at all makes it fail", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const printable = text.replace(/[^\x20-\x7e]/g, "?");
        expect(identify(headersOf(`gg_caller=${printable}`)).caller.kind).toBe("address");
      }),
    );
  });

  it("keeps a cookie 400 days, also on a clock ten minutes off", () => {
    const cookie = sentBack(identify(headersOf(null)).setCookie);
    for (const [ms, kind] of [
      [-600_000, "cookie"],
      [600_000, "cookie"],
      [400 * DAY - 1, "cookie"],
      [400 * DAY, "address"],
    ] as const) {
      vi.setSystemTime(NOW + ms);
      expect(identify(headersOf(cookie)).caller.kind).toBe(kind);
    }
  });
});
