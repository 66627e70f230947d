import { expect, test } from "vitest";
import { PEER_HEADER, SENT_QUERY_HEADER } from "@/lib/environment/inner-headers";
import { refuseForeignHost, rewriteOf, writeInnerHeaders } from "@/lib/http/process/preflight";
import { refusalOf } from "@/lib/http/process/preflight-refusal";

const BAD = "/api/-/invalid-request";

test.each([
  ["GET", "/api/gex/SPY?cached=1", "GET", "/api/gex/SPY?cached=1"],
  ["GET", "/api/gex/%5ESPX", "GET", "/api/gex/%5ESPX"],
  ["GET", "/api/gex/%EF%BC%B3", "GET", "/api/gex/%EF%BC%B3"],
  ["GET", "/api/x?q=%zz", "GET", "/api/x?q=%zz"],
  ["DELETE", "/api/tickets/a.b", "DELETE", "/api/tickets/a.b"],
  ["GET", "/api/gex/%zz", "GET", BAD],
  ["GET", "/api/gex/%ff", "GET", BAD],
  ["GET", "/api/gex/SPY%00", "GET", BAD],
  ["GET", "/api/gex/SPY%0d%0aX:%201", "GET", BAD],
  ["GET", "/api/gex/%2e%2e", "GET", BAD],
  ["GET", "/api/gex/%2e%2e%2fetc", "GET", BAD],
  ["GET", "/api/gex/..%5cetc", "GET", BAD],
  ["HEAD", "/problems/%zz", "HEAD", BAD],
  ["POST", "/api/%zz", "POST", BAD],
  ["GET", "not-a-path", "GET", BAD],
  ["GET", "http://other.example/api/health?x=1", "GET", "/api/health?x=1"],
  ["OPTIONS", "*", "OPTIONS", "/api/-/method-not-allowed"],
  ["POST", "/", "POST", "/api/-/method-not-allowed"],
  ["TRACE", "/problems/gone", "PATCH", "/api/-/method-not-allowed"],
  ["HEAD", "/problems/gone", "HEAD", "/problems/gone"],
  ["POST", "/apis", "POST", "/api/-/method-not-allowed"],
  ["POST", "/api", "POST", "/api"],
  ["POST", "/__nextjs_original-stack-frames", "POST", "/__nextjs_original-stack-frames"],
  ["TRACE", "/api/gex/SPY", "PATCH", "/api/gex/SPY"],
  ["PROPFIND", "/api/gex/SPY", "PATCH", "/api/gex/SPY"],
  ["TRACE", "/api/%zz", "PATCH", BAD],
  ["GET", `/api/gex/${"A".repeat(3_000)}`, "GET", "/api/-/uri-too-long"],
])("%s %s is handed on as %s %s", (method, target, handedMethod, url) => {
  expect(rewriteOf(method, target)).toEqual({ method: handedMethod, url });
});

test("a page has no actions", () => {
  expect(rewriteOf("POST", "/", true).url).toBe("/api/-/not-found");
  expect(rewriteOf("POST", "/api/refresh", true).url).toBe("/api/refresh");
});

test("only the preflight's own addresses stand for its refusals", () => {
  expect(refusalOf(["-", "invalid-request"])?.slug).toBe("invalid-request");
  expect(refusalOf(["-", "uri-too-long"])?.slug).toBe("uri-too-long");
  for (const other of [
    ["-", "internal"],
    ["-"],
    ["x"],
    ["-", "__proto__"],
    ["-", "toString"],
    ["-", "invalid-request", "x"],
  ]) {
    expect(refusalOf(other)).toBeNull();
  }
});

test("overwrites a client's claims about its address and query", () => {
  const headers = () => ({ [PEER_HEADER]: "6.6.6.6", [SENT_QUERY_HEADER]: "cached=1", a: "b" });
  const [whole, bare] = [headers(), headers()];
  writeInnerHeaders(whole, { url: "/api/x?__proto__=1&b", peer: "192.0.2.1" });
  expect(whole).toEqual({
    [PEER_HEADER]: "192.0.2.1",
    [SENT_QUERY_HEADER]: "__proto__=1&b",
    a: "b",
  });
  writeInnerHeaders(bare, { url: "/api/x", peer: undefined });
  expect(bare).toEqual({ a: "b" });
});

const OWN = "https://gate.example:8443";
const BROWSER = { "accept-language": "en" };

test.each<[string, string | null, Record<string, string>]>([
  ["evil.example", OWN, {}],
  ["evil.example:3000", OWN, {}],
  ["gate.example.evil.example", OWN, {}],
  ["127.0.0.1.evil.example", OWN, {}],
  ["gate.example.", OWN, {}],
  ["evil example", OWN, {}],
  ["evil.example", null, BROWSER],
])("Host %s is not served (origin %s, %o)", (host, origin, headers) => {
  const refused = refuseForeignHost({ ...headers, host }, "/api/gex/SPY", origin);
  expect(refused).toBe("/api/-/forbidden");
  expect(refuseForeignHost({ ...headers, host }, "/", origin)).toBe(refused);
  for (const open of ["/api/health", "/api/ready?x=1", "/_next/static/a.js"]) {
    expect(refuseForeignHost({ ...headers, host }, open, origin)).toBeNull();
  }
});

test.each<[string | undefined, string | null, Record<string, string>]>([
  ["gate.example", OWN, BROWSER],
  ["GATE.example:8443", OWN, BROWSER],
  // Added by proxies. They cannot change the target.
  ["10.0.0.5:3000", OWN, BROWSER],
  ["[2001:db8::1]:3000", OWN, BROWSER],
  ["app:3000", OWN, BROWSER],
  ["localhost:3000", OWN, BROWSER],
  [undefined, OWN, {}],
  ["box.example", null, {}],
  ["127.0.0.1:3000", null, BROWSER],
  ["localhost:3000", null, BROWSER],
])("Host %s is served (origin %s, %o)", (host, origin, headers) => {
  const given = host === undefined ? headers : { ...headers, host };
  expect(refuseForeignHost(given, "/api/gex/SPY", origin)).toBeNull();
});
