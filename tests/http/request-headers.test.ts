import { describe, expect, test } from "vitest";
import { guardOrigin } from "@/lib/http/request/origin";
import { isPassive } from "@/lib/http/request/passive";
import { readPrefer } from "@/lib/http/request/prefer";

describe("Prefer", () => {
  test.each<[string | null, number, string | undefined]>([
    [null, 10, undefined],
    ["wait=30", 30, "wait=30"],
    ["wait=0", 0, "wait=0"],
    ['WAIT="7"', 7, "wait=7"],
    ["respond-async", 0, "respond-async"],
    ["respond-async, wait=5", 5, "respond-async, wait=5"],
    ["wait=5; x=1, wait=9", 5, "wait=5"],
    ["wait=76", 75, "wait=75"],
    ["wait=99999999999999999999", 75, "wait=75"],
    ["wait=-1", 10, "wait=10"],
    ["wait=abc", 10, "wait=10"],
    ["wait=1e9", 10, "wait=10"],
    ["wait=", 10, "wait=10"],
    ["return=minimal", 10, undefined],
  ])("%s waits %d s and says so", (prefer, waitSeconds, applied) => {
    const preference = readPrefer(new Headers(prefer === null ? {} : { prefer }));
    expect(preference.waitSeconds).toBe(waitSeconds);
    expect(preference.headers["preference-applied"]).toBe(applied);
  });
});

describe("a request without a press", () => {
  const from = (headers: Record<string, string>, method = "GET") =>
    isPassive(new Request("http://127.0.0.1/api/gex/SPY", { method, headers }));
  test("is a HEAD, a prefetch or a navigation", () => {
    expect(from({}, "HEAD")).toBe(true);
    expect(from({ "sec-purpose": "prefetch;prerender" })).toBe(true);
    expect(from({ purpose: "prefetch" })).toBe(true);
    expect(from({ "sec-fetch-dest": "document" })).toBe(true);
  });
  test("is recognized by Accept alone where plain http sends no more", () => {
    const page = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
    const picture = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
    for (const accept of [page, picture, "text/css,*/*;q=0.1", "text/html"]) {
      expect([accept, from({ accept })]).toEqual([accept, true]);
    }
    expect(from({ "sec-fetch-dest": "iframe", "sec-fetch-mode": "navigate" })).toBe(true);
  });
  test("is not what would take JSON as gladly", () => {
    const data = "application/json, text/plain, */*";
    const mixed = "application/json, text/html;q=0.5";
    const notPage = "text/html;q=0, */*;q=0.5";
    for (const accept of ["*/*", data, mixed, notPage, "text/html, application/json", ""]) {
      expect([accept, from({ accept })]).toEqual([accept, false]);
    }
  });
  test("is not a fetch, nor a script's", () => {
    expect(from({ "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" })).toBe(false);
    expect(from({})).toBe(false);
  });
});

describe("where a request comes from", () => {
  const OWN = "https://gate.example";
  const check = (origin: string | null, method: string, given: Record<string, string>) => {
    // `Request` drops Host and Origin as a browser would: a handler's own carries them.
    const headers = new Headers(given);
    const request = { method, headers } as Request;
    return () => guardOrigin(request, origin);
  };
  const cookie = { cookie: "gg_caller=x" };

  test.each<[string, string | null, string, Record<string, string>]>([
    ["a script", OWN, "GET", {}],
    ["a script that changes, without a cookie", OWN, "POST", {}],
    ["our page", OWN, "GET", { "sec-fetch-site": "same-origin" }],
    ["a typed address", OWN, "GET", { "sec-fetch-site": "none", "sec-fetch-dest": "document" }],
    ["our page's change", OWN, "POST", { ...cookie, "sec-fetch-site": "same-origin", origin: OWN }],
    ["an older browser's change", OWN, "DELETE", { ...cookie, origin: OWN }],
    ["a browser that sends no Origin", OWN, "POST", { ...cookie, "sec-fetch-site": "same-origin" }],
    [
      "loopback's own",
      null,
      "POST",
      { ...cookie, host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000" },
    ],
    ["loopback by name", null, "GET", { host: "localhost:3000", "sec-fetch-site": "same-origin" }],
    ["loopback in brackets", null, "POST", { host: "[::1]:3000", origin: "http://[::1]:3000" }],
    ["a script to any host", null, "GET", { host: "evil.example" }],
  ])("%s passes", (_name, origin, method, headers) => {
    expect(check(origin, method, headers)).not.toThrow();
  });

  test.each<[string, string | null, string, Record<string, string>]>([
    ["another site", OWN, "GET", { "sec-fetch-site": "cross-site" }],
    ["a sister site", OWN, "GET", { "sec-fetch-site": "same-site" }],
    ["another origin", OWN, "GET", { origin: "https://evil.example" }],
    ["a hidden origin", OWN, "GET", { origin: "null" }],
    ["another port", OWN, "POST", { origin: "https://gate.example:8443" }],
    ["no TLS", OWN, "POST", { origin: "http://gate.example" }],
    ["a longer name", OWN, "POST", { origin: "https://gate.example.evil.example" }],
    ["a change with a cookie that does not say", OWN, "POST", cookie],
    ["a deletion with a cookie that does not say", OWN, "DELETE", cookie],
    ["a change typed in", OWN, "POST", { ...cookie, "sec-fetch-site": "none" }],
    [
      "a change whose two marks differ",
      OWN,
      "POST",
      { ...cookie, "sec-fetch-site": "same-origin", origin: "https://evil.example" },
    ],
    [
      "the Host of the attacker",
      OWN,
      "POST",
      { host: "evil.example", origin: "https://evil.example" },
    ],
    ["a rebound name", null, "GET", { host: "evil.example", "sec-fetch-site": "same-origin" }],
    [
      "another port of loopback",
      null,
      "POST",
      { host: "127.0.0.1:3000", origin: "http://127.0.0.1:8080" },
    ],
    [
      "a name that starts like loopback",
      null,
      "GET",
      { host: "127.0.0.1.evil.example", "sec-fetch-site": "same-origin" },
    ],
    [
      "a Host that hides another",
      null,
      "GET",
      {
        host: "evil.example@localhost",
        "sec-fetch-site": "same-origin",
        origin: "http://localhost",
      },
    ],
  ])("%s is refused", (_name, origin, method, headers) => {
    expect(check(origin, method, headers)).toThrow(expect.objectContaining({ slug: "forbidden" }));
  });
});
