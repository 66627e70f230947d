import { expect, test } from "vitest";
import { rewriteOf } from "@/lib/http/preflight";
import { refusalOf } from "@/lib/http/preflight-refusal";

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
