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
  it("a browser that sends its cookie back is the same caller every time, and is given no other", () => {
    const first = identify(headersOf(null));
    const cookie = sentBack(first.setCookie);
    const second = identify(headersOf(cookie));
    const third = identify(headersOf(`theme=dark; ${cookie}; other=1`));
    expect(second.caller).toMatchObject({ kind: "cookie", address: null });
    expect(second.caller.id).toMatch(/^c[\w-]{12}$/);
    expect(second.setCookie).toBeNull();
    expect(third).toEqual(second);
  });

  it("a client that keeps no cookie is one caller, however many cookies it is given", () => {
    const seen = Array.from({ length: 50 }, () => identify(headersOf(null)));
    expect(new Set(seen.map(({ caller }) => caller.id)).size).toBe(1);
    expect(new Set(seen.map(({ setCookie }) => setCookie)).size).toBe(50);
    const [first] = seen;
    const own = { id: "everybody", kind: "address", address: null };
    // What it would be, were the cookie of this answer sent back.
    const offered = identify(headersOf(sentBack(first?.setCookie ?? null))).caller.id;
    expect(first?.caller).toEqual({ ...own, offered });
  });

  it("where addresses are known the cookie-less are one caller per address, under an opaque id", () => {
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

  it("a cookie is HttpOnly and Lax; on https it is Secure and bound to the host as well", () => {
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

  it("any change to a cookie, in any place, makes it nobody's", () => {
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

  it("a cookie that is forged, of another secret, doubled or oversize makes a new caller", () => {
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

  it("a cookie lives 400 days, and a clock that is ten minutes off changes nothing", () => {
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
